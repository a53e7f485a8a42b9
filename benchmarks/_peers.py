"""Pairs of undertakings of gbr-2024 and usa-2024, labelled by hand from the records' own summaries.

`SAME` promises the same thing in kind: who looks for the one in the other text would point there. `UNLIKE` shares
words, a topic or an act, and promises something else.
"""

from __future__ import annotations

SAME = frozenset(
    {
        ("emergency-consultation/consult", "emergency-meeting/meet"),
        ("emergency-assistance/impose-costs", "emergency-meeting/impose-costs"),
        ("emergency-assistance/provide", "scale-up-assistance/coordinate"),
        ("modern-armed-forces", "modern-force"),
        ("infrastructure-cyber-defence", "cyber-capacity"),
        ("infrastructure-capabilities", "infrastructure-resilience"),
        ("industrial-base", "industrial-base"),
        ("industrial-partnerships", "industrial-cooperation"),
        ("intelligence-sharing", "intelligence-sharing"),
        ("reform-delivery", "reform-support"),
        ("anti-corruption", "reform-anti-corruption"),
        ("security-sector-reform", "reform-command"),
        ("governance-reform", "reform-justice"),
        ("reform-streamlining", "reform-implementation"),
        ("just-peace-work", "advance-peace"),
        ("sanctions-pursued", "raise-costs"),
        ("accountability-reaffirmed", "russia-accountability"),
        ("war-crimes", "crimes-accountability"),
        ("assets-immobilised", "hold-assets-immobilised"),
        ("assets-used", "explore-asset-use"),
        ("recovery-commitment", "economic-recovery"),
        ("executive-agreements", "further-arrangements"),
        ("nato-accession/determine", "nato-accession/meet"),
        ("coalition-contributions", "capability-coalitions"),
    }
)

UNLIKE = frozenset(
    {
        ("mine-action-strategy", "command-and-control"),
        ("early-recovery", "cyber-capacity"),
        ("recovery-commitment", "return-of-civilians"),
        ("irresponsible-cyber-use", "deter-aggression"),
        ("research-exchange", "investment-opportunities"),
        ("information-capabilities", "advance-institutions"),
        ("digital-trade", "consistent-implementation"),
        ("industry-investment", "counter-diversion"),
        ("infrastructure-specialists", "ukrainian-trainers"),
        ("deeper-cooperation", "guard-and-border-partnerships"),
        ("partnership-agreement-implementation", "implementation-by-annex"),
        ("refugee-support", "return-of-civilians"),
        ("illicit-finance-resilience", "illicit-arms-information"),
        ("imf-requirements", "investment-controls"),
        ("weapons-and-ammunition", "ammunition-production"),
        ("emergency-assistance/consult", "training-in-ukraine"),
        ("compensation-mechanism", "existing-mechanisms"),
        ("crime-training", "training-programme"),
        ("infrastructure-training", "training-in-us"),
        ("supply-bottlenecks", "ammunition-stockpiles"),
    }
)
