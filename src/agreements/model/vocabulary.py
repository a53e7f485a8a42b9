"""The closed vocabularies of the format, each word with its meaning.

One idea, though a long page: nobody compares or schedules a word that isn't here. Every word occurs in a text
that was recorded or read for the format.
"""

from __future__ import annotations

from agreements.model._base import Term


class Instrument(Term):
    """What kind of document it is."""

    TREATY = "treaty", "A treaty by name.", "VCLT 1969, art. 2(1)(a); UN Treaty Collection, Definition of key terms"
    AGREEMENT = (
        "agreement",
        "Calls itself an agreement; says nothing of its status by that.",
        "UN Treaty Collection, Definition of key terms",
    )
    MEMORANDUM = (
        "memorandum",
        "A memorandum of understanding or on assurances.",
        "UN Treaty Collection, Definition of key terms",
    )
    JOINT_COMMITMENTS = "joint-commitments", "Commitments set down together without the word agreement."
    JOINT_DECLARATION = (
        "joint-declaration",
        "A declaration by several.",
        "UN Treaty Collection, Definition of key terms",
    )
    PROTOCOL = (
        "protocol",
        "An instrument beside another one, such as a protocol of accession.",
        "UN Treaty Collection, Definition of key terms",
    )
    EXCHANGE_OF_NOTES = (
        "exchange-of-notes",
        "Two or more notes that make one instrument.",
        "VCLT 1969, art. 13; UN Treaty Collection, Definition of key terms",
    )
    LOAN_PROGRAMME = "loan-programme", "An announced programme of loans by several lenders."
    LOAN_AGREEMENT = "loan-agreement", "A loan between a lender and a borrower."
    UNILATERAL_POLICY = "unilateral-policy", "One issuer's policy, changed by the issuer alone."


class Role(Term):
    """The part a party or an actor plays."""

    SUPPORTER = "supporter", "Gives the support the agreement is about."
    SUPPORTED = "supported", "Receives the support the agreement is about."
    PARTY = "party", "A party without a special role.", "VCLT 1969, art. 2(1)(g)"
    SIGNATORY = "signatory", "Signed at the start.", "UN Treaty Handbook (2012), 3.1"
    ACCEDING = "acceding", "Joined later.", "VCLT 1969, art. 15"
    DEPOSITARY = (
        "depositary",
        "Keeps the treaty and takes in the instruments (VCLT art. 76).",
        "VCLT 1969, art. 76 and 77",
    )
    GUARANTOR = "guarantor", "Gives assurances to another."
    LENDER = "lender", "Lends money."
    BORROWER = "borrower", "Is lent money."
    ISSUER = "issuer", "Sets a policy by itself."
    ADDRESSEE = "addressee", "Is who a policy speaks to."
    AGGRESSOR = "aggressor", "Is named as the attacker.", "UN General Assembly resolution 3314 (XXIX), annex, art. 1"
    PARTNER = "partner", "Helps without being a party."
    ORGAN = "organ", "Is an organ or agency of a party or an organisation."
    MEMBER_STATE = "member-state", "Belongs to an organisation that is a party."
    ORGANISATION = "organisation", "An international organisation that the text names.", "VCLT 1969, art. 2(1)(i)"


class LegalStatus(Term):
    """Whether a part is meant to create rights and duties under international law."""

    BINDING = "binding", "Meant to be governed by international law (VCLT art. 2(1)(a)).", "VCLT 1969, art. 2(1)(a)"
    POLITICAL = (
        "political",
        "A political commitment; not meant to bind in law.",
        "UK FCDO, Treaties and MOUs: Guidance on Practice and Procedures",
    )
    DISPUTED = "disputed", "Those concerned say different things."
    UNCLEAR = "unclear", "Its signals point both ways or nowhere."


class Basis(Term):
    """What a status rests on."""

    STATED = "stated", "The text says so itself."
    INFERRED = "inferred", "Drawn from the text's signals; the text doesn't say so."


class Signal(Term):
    """A feature of a text that speaks for or against binding force.

    Source: UK FCDO, Treaties and MOUs: Guidance on Practice and Procedures, the table of treaty and MOU terminology;
    OAS Guidelines on Binding and Non-Binding Agreements (2020), guideline 3.
    """

    SHALL = "shall", "Duties are put with shall."
    WILL = "will", "Undertakings are put with will."
    INTENDS = "intends", "Undertakings are put with intends, plans and the like."
    PARTIES = "parties", "The sides are called Parties."
    PARTICIPANTS = "participants", "The sides are called Participants."
    ENTRY_INTO_FORCE = "entry-into-force", "Enters into force.", "VCLT 1969, art. 24"
    COME_INTO_EFFECT = "come-into-effect", "Comes into effect or becomes operational."
    UN_REGISTRATION = (
        "un-registration",
        "Is to be registered with the United Nations (UN Charter art. 102).",
        "UN Charter, art. 102",
    )
    NOT_REGISTRABLE = (
        "not-registrable",
        "Says that it can't be registered with the United Nations.",
        "UN Charter, art. 102",
    )
    DISCLAIMS_OBLIGATIONS = "disclaims-obligations", "Says that it gives rise to no rights or obligations."
    SAYS_BINDING = "says-binding", "Calls itself binding or a legal instrument."
    SAYS_POLITICAL = "says-political", "Calls itself political or not binding."
    RATIFICATION = "ratification", "Needs ratification or internal legal procedures.", "VCLT 1969, art. 14"
    AUTHENTIC_TEXTS = "authentic-texts", "Makes its language versions authentic.", "VCLT 1969, art. 10 and 33"
    EQUIVALENT_TEXTS = "equivalent-texts", "Calls its language versions equivalent or of equal validity."

    @property
    def points_to(self) -> LegalStatus | None:
        """The status this signal speaks for; None where it speaks for neither by itself."""
        return _SIGNAL_POINTS_TO[self]


_SIGNAL_POINTS_TO: dict[Signal, LegalStatus | None] = {
    Signal.SHALL: LegalStatus.BINDING,
    Signal.WILL: LegalStatus.POLITICAL,
    Signal.INTENDS: LegalStatus.POLITICAL,
    Signal.PARTIES: LegalStatus.BINDING,
    Signal.PARTICIPANTS: LegalStatus.POLITICAL,
    Signal.ENTRY_INTO_FORCE: LegalStatus.BINDING,
    Signal.COME_INTO_EFFECT: LegalStatus.POLITICAL,
    Signal.UN_REGISTRATION: LegalStatus.BINDING,
    Signal.NOT_REGISTRABLE: LegalStatus.POLITICAL,
    Signal.DISCLAIMS_OBLIGATIONS: LegalStatus.POLITICAL,
    Signal.SAYS_BINDING: LegalStatus.BINDING,
    Signal.SAYS_POLITICAL: LegalStatus.POLITICAL,
    Signal.RATIFICATION: LegalStatus.BINDING,
    Signal.AUTHENTIC_TEXTS: LegalStatus.BINDING,
    Signal.EQUIVALENT_TEXTS: None,
}


class Force(Term):
    """How firmly something is put; it follows from the modal word."""

    FIRM = "firm", "It is undertaken."
    INTENDED = "intended", "It is intended, planned or stood ready for."
    EXPECTED = "expected", "It is expected of somebody."
    RECOMMENDED = "recommended", "It should be done."
    PERMITTED = "permitted", "It may be done."
    PROHIBITED = "prohibited", "It is not to be done."
    POWER = "power", "Somebody is given the power to do it, with legal effect."
    DECLARED = "declared", "It is said, not promised."
    REPORTED = "reported", "It is reported as done."


class Modal(Term):
    """The word the text uses to put an undertaking."""

    SHALL = "shall", "Firm; the usual word of a binding text."
    WILL = "will", "Firm; the usual word of a political text, though treaties use it too."
    MUST = "must", "Firm."
    UNDERTAKES = "undertakes", "Firm."
    AGREES = "agrees", "Firm: agrees to do."
    COMMITS_TO = "commits-to", "Firm: commits to, is committed to, pledges."
    REAFFIRMS_COMMITMENT = "reaffirms-commitment", "Firm: confirms a commitment it has."
    GUARANTEES = "guarantees", "Firm."
    CONTINUES = "continues", "Firm: goes on doing; will continue."
    WOULD = "would", "Intended: what it would do if something happened."
    INTENDS = "intends", "Intended."
    PLANS = "plans", "Intended."
    ASPIRES = "aspires", "Intended: aims, strives, is determined."
    STANDS_READY = "stands-ready", "Intended: stands ready, is ready."
    POLICY_IS = "policy-is", "Declared: it is the policy of somebody."
    EXPECTS = "expects", "Expected."
    SHOULD = "should", "Recommended."
    ENCOURAGES = "encourages", "Recommended."
    MAY = "may", "Permitted."
    CAN = "can", "Permitted."
    COULD = "could", "Permitted: could be done or envisaged."
    SHALL_NOT = "shall-not", "Prohibited."
    WILL_NOT = "will-not", "Prohibited."
    UNDERTAKES_NOT_TO = "undertakes-not-to", "Prohibited: undertakes not to, to refrain from."
    MAY_NOT = "may-not", "Prohibited."
    HEREBY = "hereby", "Power: done by the text itself."
    SUPPORTS = "supports", "Declared: supports, welcomes."
    DECLARES = "declares", "Declared: declares, affirms, recognises."
    HAS_DONE = "has-done", "Reported: did it."
    UNSTATED = "unstated", "The wording is not known, only the sense; `force` must be written."
    OTHER = "other", "Another word, written in `word`; `force` must be written."

    @property
    def force(self) -> Force | None:
        """The force this word has; None for `other` and `unstated`, which leave it to the record."""
        return _MODAL_FORCE.get(self)


_MODAL_FORCE: dict[Modal, Force] = {
    Modal.SHALL: Force.FIRM,
    Modal.WILL: Force.FIRM,
    Modal.MUST: Force.FIRM,
    Modal.UNDERTAKES: Force.FIRM,
    Modal.AGREES: Force.FIRM,
    Modal.COMMITS_TO: Force.FIRM,
    Modal.REAFFIRMS_COMMITMENT: Force.FIRM,
    Modal.GUARANTEES: Force.FIRM,
    Modal.CONTINUES: Force.FIRM,
    Modal.WOULD: Force.INTENDED,
    Modal.INTENDS: Force.INTENDED,
    Modal.PLANS: Force.INTENDED,
    Modal.ASPIRES: Force.INTENDED,
    Modal.STANDS_READY: Force.INTENDED,
    Modal.POLICY_IS: Force.DECLARED,
    Modal.EXPECTS: Force.EXPECTED,
    Modal.SHOULD: Force.RECOMMENDED,
    Modal.ENCOURAGES: Force.RECOMMENDED,
    Modal.MAY: Force.PERMITTED,
    Modal.CAN: Force.PERMITTED,
    Modal.COULD: Force.PERMITTED,
    Modal.SHALL_NOT: Force.PROHIBITED,
    Modal.WILL_NOT: Force.PROHIBITED,
    Modal.UNDERTAKES_NOT_TO: Force.PROHIBITED,
    Modal.MAY_NOT: Force.PROHIBITED,
    Modal.HEREBY: Force.POWER,
    Modal.SUPPORTS: Force.DECLARED,
    Modal.DECLARES: Force.DECLARED,
    Modal.HAS_DONE: Force.REPORTED,
}


class Effort(Term):
    """What is owed when less than the result is owed."""

    BEST_EFFORTS = "best-efforts", "Efforts are owed, not the result: seeks, strives, makes efforts."
    EXPLORE = "explore", "Looking into it is owed."
    CONSIDER = "consider", "Considering it is owed."


class Hedge(Term):
    """What a duty, a deadline or a whole text is subject to."""

    DOMESTIC_LAW = "domestic-law", "The law of the side that acts."
    CONSTITUTIONAL_REQUIREMENTS = "constitutional-requirements", "Its constitution or constitutional processes."
    INTERNATIONAL_LAW = "international-law", "International law or obligations."
    EU_LAW = "eu-law", "European Union law or obligations of membership."
    ORGANISATION_MEMBERSHIP = "organisation-membership", "Obligations of membership in an alliance or organisation."
    AVAILABILITY_OF_FUNDS = "availability-of-funds", "Money being there; budgetary possibilities."
    APPROPRIATION = "appropriation", "A vote of the legislature on the money."
    MUTUAL_DECISION = "mutual-decision", "Both sides deciding, agreeing or consenting."
    DECISION_OF_ORGAN = "decision-of-organ", "A decision or guidance of an organ."
    MEANS_AND_CAPABILITIES = "means-and-capabilities", "What it is able to do."
    AS_APPROPRIATE = "as-appropriate", "As appropriate; appropriate."
    AS_NECESSARY = "as-necessary", "If, where or as necessary; on need."
    AS_JOINTLY_SET = "as-jointly-set", "Within parameters both sides set."
    WHERE_POSSIBLE = "where-possible", "Where, if or as far as possible."
    GRADUALLY = "gradually", "Over time."
    SECURITY_CONDITIONS = "security-conditions", "The security situation allowing it."
    OWN_JUDGEMENT = "own-judgement", "What it deems necessary itself."
    OTHERS_POLICY = "others-policy", "The security and defence policy of some member states."
    CONTRACTS = "contracts", "Contractual obligations."
    OTHER_AGREEMENTS = "other-agreements", "Other agreements or arrangements between them."
    ARRANGEMENTS_WITH_OTHERS = (
        "arrangements-with-others",
        "Arrangements with others, or instruments that aren't between the two sides.",
    )
    COURT_DECISIONS = "court-decisions", "Decisions of courts, national or international."
    YEARLY_VARIATION = "yearly-variation", "Level or kind may vary from year to year."
    CONTINUING_CONDITION = "continuing-condition", "The other side continuing to meet a condition."


class Immediacy(Term):
    """How soon, where no period is given."""

    IMMEDIATELY = "immediately", "Immediately; at once."
    FORTHWITH = "forthwith", "Forthwith."
    SWIFTLY = "swiftly", "Swiftly, rapidly, quickly."
    PROMPTLY = "promptly", "Promptly, timely."
    AS_SOON_AS_POSSIBLE = "as-soon-as-possible", "As soon as possible."


class Level(Term):
    """At which level somebody acts."""

    MOST_SENIOR = "most-senior", "The most senior levels."
    LEADERS = "leaders", "Heads of state or government; summits."
    MINISTERS = "ministers", "Ministers."
    HIGH = "high", "High or higher level, not further named."
    OFFICIALS = "officials", "Officials or experts."
    ORGANS = "organs", "The competent authorities or services."


class Channel(Term):
    """Through which channel something is done or said."""

    DIPLOMATIC = "diplomatic", "Diplomatic channels."
    BILATERAL = "bilateral", "The two sides directly."
    BILATERAL_OR_AGREED = (
        "bilateral-or-agreed",
        "The two sides directly, or other channels that both find suitable.",
    )


class NoticeForm(Term):
    """In which form a step in the life of an agreement is taken."""

    WRITTEN = "written", "In writing."
    NOTIFICATION = "notification", "By notification, of whatever form."
    WRITTEN_NOTIFICATION = "written-notification", "By notification in writing."


class Topic(Term):
    """What a provision is about; coverage is declared by topic."""

    RESPONSE_TO_AGGRESSION = "response-to-aggression", "What happens upon an attack, a threat or an escalation."
    DEFENCE_COOPERATION = (
        "defence-cooperation",
        "Defence and security cooperation in general; forces; interoperability.",
    )
    MILITARY_ASSISTANCE = "military-assistance", "Weapons, equipment and money for forces."
    TRAINING = "training", "Training, exercises and military education."
    AIR_DEFENCE = "air-defence", "Air and missile defence; air force."
    LAND_FORCES = "land-forces", "Ground forces, fires, ammunition."
    MARITIME_SECURITY = "maritime-security", "Navy, seas, navigation."
    CAPABILITY_COALITIONS = "capability-coalitions", "Coalitions of partners for a capability."
    DEFENCE_INDUSTRY = "defence-industry", "Defence industry, production, research and technology."
    END_USE = "end-use", "End-use monitoring and diversion of weapons."
    INTELLIGENCE = "intelligence", "Intelligence and its services."
    CYBER = "cyber", "Cyber security and defence."
    INFORMATION = "information", "Disinformation and information manipulation."
    HYBRID_THREATS = "hybrid-threats", "Hybrid threats and foreign interference."
    CRITICAL_INFRASTRUCTURE = "critical-infrastructure", "Protection of critical infrastructure."
    ORGANISED_CRIME = "organised-crime", "Serious and organised crime, law enforcement, borders."
    NON_PROLIFERATION = "non-proliferation", "Arms control, weapons of mass destruction, terrorism."
    CBRN = "cbrn", "Protection against chemical, biological, radiological and nuclear risks."
    DEMINING = "demining", "Mines and unexploded ordnance."
    CIVIL_PROTECTION = "civil-protection", "Civil defence and resilience."
    HUMANITARIAN = "humanitarian", "Humanitarian aid, refugees, health."
    SOCIAL_RECOVERY = "social-recovery", "Veterans, culture, education, reintegration."
    ECONOMIC_SUPPORT = "economic-support", "Budget and fiscal support, macro-economic stability, lending."
    RECOVERY = "recovery", "Recovery, reconstruction, investment, trade."
    ENERGY = "energy", "Energy and nuclear safety."
    SANCTIONS = "sanctions", "Sanctions and export controls."
    ASSETS = "assets", "Immobilised sovereign assets."
    ACCOUNTABILITY = "accountability", "Crimes, responsibility, courts."
    TRIBUNAL = "tribunal", "A special tribunal for the crime of aggression."
    COMPENSATION = "compensation", "Reparation and compensation for damage."
    PEACE = "peace", "A just peace; peaceful settlement."
    NATO_MEMBERSHIP = "nato-membership", "Membership in NATO and the way there."
    EU_INTEGRATION = "eu-integration", "Membership in the European Union and the way there."
    REFORM = "reform", "Reforms of the state, justice, defence and economy."
    BILATERAL_RELATIONS = "bilateral-relations", "Relations between the sides in general; values; purpose."
    SOVEREIGNTY = "sovereignty", "Sovereignty, territory, self-defence, international law."
    COLLECTIVE_DEFENCE = "collective-defence", "An attack on one as an attack on all."
    WEAPONS_USE = "weapons-use", "Where and how supplied weapons may be used."
    INSTITUTIONS = "institutions", "Bodies set up or used."
    IMPLEMENTATION = "implementation", "How it is carried out; further arrangements; limits."
    REVIEW = "review", "Reviews of cooperation."
    LIFE_CYCLE = "life-cycle", "Beginning, end, change, languages, disputes."


class Coverage(Term):
    """How much of a topic a record holds."""

    COMPLETE = "complete", "Everything the text says on the topic is recorded."
    PARTIAL = "partial", "Some of it is recorded."


class Act(Term):
    """What is done, forgone or said."""

    CONSULT = "consult", "Consult."
    MEET = "meet", "Meet."
    INFORM = "inform", "Inform or notify."
    REPORT = "report", "Report to somebody."
    COORDINATE = "coordinate", "Coordinate."
    COOPERATE = "cooperate", "Cooperate, work together, collaborate."
    DETERMINE = "determine", "Determine, decide, settle."
    ADOPT_FURTHER_RESPONSES = "adopt-further-responses", "Develop and carry out further responses."
    PROVIDE = "provide", "Provide, supply, give, deliver."
    FUND = "fund", "Give money."
    LEND = "lend", "Lend money."
    REPAY = "repay", "Pay back."
    SUPPORT = "support", "Support."
    ASSIST = "assist", "Assist, help."
    CONTRIBUTE = "contribute", "Contribute."
    TRAIN = "train", "Train, educate."
    EXERCISE = "exercise", "Hold exercises."
    SHARE_INFORMATION = "share-information", "Share information or intelligence."
    IMPOSE_COSTS = "impose-costs", "Impose sanctions or other costs."
    HOLD_ASSETS = "hold-assets", "Keep assets immobilised."
    USE_ASSETS = "use-assets", "Make use of assets or their revenues."
    HOLD_ACCOUNTABLE = "hold-accountable", "Hold to account."
    COMPENSATE = "compensate", "Compensate, repair."
    DEVELOP = "develop", "Develop, build up, strengthen, modernise."
    PRODUCE = "produce", "Produce, repair, maintain."
    PROCURE = "procure", "Procure, buy."
    INVEST = "invest", "Invest or bring in investment."
    PROMOTE = "promote", "Promote, encourage, facilitate."
    REFORM = "reform", "Reform."
    ADOPT_STANDARD = "adopt-standard", "Adopt a standard or doctrine."
    IMPLEMENT = "implement", "Carry out an instrument or plan."
    COMPLY = "comply", "Comply with duties."
    PROTECT = "protect", "Protect, secure."
    DEFEND = "defend", "Defend, resist, maintain capacity to resist."
    DETER = "deter", "Deter or confront."
    MONITOR = "monitor", "Monitor, inventory, verify."
    GRANT_ACCESS = "grant-access", "Let somebody in or see."
    LEAD = "lead", "Lead."
    JOIN = "join", "Join or take part."
    INVITE = "invite", "Invite."
    ACCEDE = "accede", "Accede.", "VCLT 1969, art. 15"
    ESTABLISH = "establish", "Set up a body or mechanism."
    DESIGNATE = "designate", "Designate an authority."
    CONCLUDE = "conclude", "Conclude an agreement or arrangement."
    AMEND = "amend", "Amend.", "VCLT 1969, art. 40"
    REVIEW = "review", "Review."
    EVALUATE = "evaluate", "Evaluate, assess."
    SET_OBJECTIVES = "set-objectives", "Set objectives."
    SEEK_FUNDS = "seek-funds", "Ask the legislature or others for money."
    ASSUME_RESPONSIBILITY = "assume-responsibility", "Take over responsibility."
    SETTLE = "settle", "Settle disputes."
    REFRAIN = "refrain", "Refrain from something."
    USE_FORCE = "use-force", "Threaten or use force.", "UN Charter, art. 2(4)"
    STRIKE = "strike", "Strike with weapons."
    DEEM = "deem", "Deem one thing to be another."
    END_MEASURES = "end-measures", "End measures."
    RATIFY = "ratify", "Ratify.", "VCLT 1969, art. 14"
    CONTINUE = "continue", "Continue."
    OTHER = "other", "Another act; `summary` says which."


class StatementAct(Term):
    """What a statement does."""

    RECOGNISE = "recognise", "Recognises, acknowledges, notes."
    REAFFIRM = "reaffirm", "Reaffirms, affirms, confirms, reiterates."
    WELCOME = "welcome", "Welcomes, appreciates, commends."
    RECALL = "recall", "Recalls, builds on."
    UNDERSCORE = "underscore", "Underscores, emphasises, highlights."
    CONDEMN = "condemn", "Condemns."
    DECLARE = "declare", "Declares, states, is convinced."
    EXPECT = "expect", "Expects something of nobody in particular."
    PRINCIPLE = "principle", "Sets down a principle."
    PURPOSE = "purpose", "Says what something is for."


class Form(Term):
    """In which form support comes."""

    MILITARY = "military", "Military or lethal support."
    NON_LETHAL = "non-lethal", "Military support that is not lethal."
    FINANCIAL = "financial", "Money, form not further named."
    GRANT = "grant", "Money that is not paid back."
    LOAN = "loan", "Money that is paid back."
    GUARANTEE = "guarantee", "A guarantee."
    HUMANITARIAN = "humanitarian", "Humanitarian aid."
    TECHNICAL = "technical", "Technical help and advice."
    IN_KIND = "in-kind", "Goods or services."


class EventKind(Term):
    """What happens in the world and sets something off."""

    ARMED_ATTACK = "armed-attack", "An armed attack.", "UN Charter, art. 51"
    THREAT_OF_ARMED_ATTACK = "threat-of-armed-attack", "The threat of an armed attack."
    AGGRESSION = (
        "aggression",
        "Aggression, not further named.",
        "UN General Assembly resolution 3314 (XXIX), annex, art. 1",
    )
    THREAT_OF_AGGRESSION = "threat-of-aggression", "The threat of aggression."
    INVASION = "invasion", "An invasion.", "UN General Assembly resolution 3314 (XXIX), annex, art. 3(a)"
    SIGNIFICANT_ESCALATION = "significant-escalation", "A significant escalation of an aggression that goes on."
    THREAT_TO_SECURITY = "threat-to-security", "Territorial integrity, independence or security is threatened."
    NUCLEAR_AGGRESSION = "nuclear-aggression", "Aggression, or its threat, with nuclear weapons."
    QUESTION_ARISES = "question-arises", "A situation raises a question about the commitments."
    END_OF_HOSTILITIES = "end-of-hostilities", "Hostilities cease."
    AGGRESSION_CONTINUES = "aggression-continues", "An aggression goes on."
    BECOMES_MEMBER = "becomes-member", "Somebody becomes a member of an organisation (`of`)."
    PURSUES_MEMBERSHIP = "pursues-membership", "Somebody is on the way to membership (`of`)."
    MEASURES_TAKEN = "measures-taken", "An organ has taken the measures needed."
    DAMAGE_PAID = "damage-paid", "Somebody has paid for damage."
    SECURITY_ALLOWS = "security-allows", "Security conditions allow."
    GOALS_ACHIEVED = "goals-achieved", "Goals are achieved."
    EXCHANGE_OF_NOTES = "exchange-of-notes", "Notes are exchanged.", "VCLT 1969, art. 13"
    PERIOD_PASSED = "period-passed", "A period of the agreement's life has passed (`described`)."
    DEPOSIT = "deposit", "An instrument is deposited.", "VCLT 1969, art. 16"
    TERMINATION = "termination", "The agreement is terminated.", "VCLT 1969, art. 54"
    REQUEST = "request", "Somebody requests it."
    OTHER = "other", "Another event, in `described`."


class ClockStart(Term):
    """What a period runs from."""

    UNSTATED = "unstated", "The text names no start."
    EVENT = "event", "The event itself."
    REQUEST = "request", "The request."
    RECEIPT = "receipt", "Receipt of a notice or request."
    GIVING = "giving", "The giving of notice."
    NOTIFICATION = "notification", "The date of the notification."
    SIGNATURE = "signature", "Signature."
    ENTRY_INTO_FORCE = "entry-into-force", "Entry into force of the whole.", "VCLT 1969, art. 24"
    ENTRY_INTO_FORCE_FOR_PARTY = (
        "entry-into-force-for-party",
        "Entry into force for the party concerned.",
        "UN Treaty Handbook (2012), 4.2.2",
    )
    END_OF_TERM = "end-of-term", "The end of the term, counted back."
    TERMINATION = "termination", "The day of termination, counted back."
    DEPOSIT = "deposit", "A deposit.", "VCLT 1969, art. 16"
    IMPLEMENTATION = "implementation", "The beginning of implementation."


class Qualifier(Term):
    """How an amount is put."""

    EXACTLY = "exactly", "The amount, without a qualifier."
    AT_LEAST = "at-least", "At least, no less than."
    UP_TO = "up-to", "Up to, no more than."
    OVER = "over", "More than, over."
    NEARLY = "nearly", "Almost, nearly."
    ABOUT = "about", "About, approximately."
    COMPARABLE = "comparable", "Comparable to another amount."


class Stage(Term):
    """How far money or goods have got."""

    PLEDGED = "pledged", "Promised or meant."
    DECIDED = "decided", "Decided."
    ALLOCATED = "allocated", "Set aside in a budget or fund."
    PAST = "past", "Given."


class ActionKind(Term):
    """A dated act of a party."""

    SIGNATURE = "signature", "Signed.", "VCLT 1969, art. 12; UN Treaty Handbook (2012), 3.1"
    RATIFICATION = (
        "ratification",
        "Deposited or exchanged ratification.",
        "VCLT 1969, art. 2(1)(b), 14 and 16; UN Treaty Handbook (2012), 3.3.2",
    )
    ACCEPTANCE = (
        "acceptance",
        "Accepted or approved.",
        "VCLT 1969, art. 2(1)(b) and 14(2); UN Treaty Handbook (2012), 3.3.3",
    )
    ACCESSION = "accession", "Acceded.", "VCLT 1969, art. 2(1)(b) and 15; UN Treaty Handbook (2012), 3.3.4"
    NOTIFICATION = "notification", "Notified the end of internal procedures.", "VCLT 1969, art. 78"
    EXCHANGE_OF_NOTES = "exchange-of-notes", "Exchanged notes.", "VCLT 1969, art. 13"
    DENUNCIATION = "denunciation", "Gave notice to leave.", "VCLT 1969, art. 54 and 56; UN Treaty Handbook (2012), 4.5"
    TERMINATION = "termination", "Terminated.", "VCLT 1969, art. 54"
    WITHDRAWAL_OF_CONSENT = "withdrawal-of-consent", "Took back a ratification before entry into force."
    WITHDRAWAL_OF_SIGNATURE = "withdrawal-of-signature", "Took back a signature."
    REGISTRATION = (
        "registration",
        "Registered with the United Nations.",
        "UN Charter, art. 102; UN Treaty Handbook (2012), 5.1",
    )
    ANNOUNCEMENT = "announcement", "Announced."
    ISSUE = "issue", "Issued a policy."


class SourceType(Term):
    """What a source is; the first three are primary."""

    OFFICIAL_TEXT = "official-text", "The text as a party or depositary published it."
    TRANSLATION = "translation", "A translation of the text."
    OFFICIAL_STATEMENT = "official-statement", "An official's or organ's statement."
    DEPOSITARY_RECORD = "depositary-record", "A depositary's list of acts.", "VCLT 1969, art. 77"
    ANALYSIS = "analysis", "A study, a law firm's or a parliament's note."
    PRESS = "press", "A press report."
    REFERENCE = "reference", "A reference work."


class RelationKind(Term):
    """How this agreement stands to another instrument."""

    BUILDS_ON = "builds-on", "Builds on it."
    FURTHERS = "furthers", "Furthers or upholds it."
    IMPLEMENTS = "implements", "Carries it out."
    AMENDS = "amends", "Amends it.", "VCLT 1969, art. 40"
    AMENDED_BY = "amended-by", "Is amended by it."
    SUPERSEDES = "supersedes", "Takes its place.", "VCLT 1969, art. 30"
    SUPERSEDED_BY = "superseded-by", "Gives way to it."
    ACCEDES_TO = "accedes-to", "Accedes to it.", "VCLT 1969, art. 15"
    COMPLEMENTS = "complements", "Complements or reinforces it."
    CONSISTENT_WITH = "consistent-with", "Is to be consistent with it."
    WITHOUT_PREJUDICE = "without-prejudice", "Leaves it untouched."
    REFERS_TO = "refers-to", "Refers to it."


class ClaimRelation(Term):
    """How a claim stands to what the record says."""

    RESTATES = "restates", "Says the same."
    CONTRADICTS = "contradicts", "Says something that can't be true as well."
    OMITS = "omits", "Leaves out something that matters."
    NARROWS = "narrows", "Says something more exact."
    ADDS = "adds", "Says something the record has from no text."
    CANNOT_TELL = "cannot-be-told", "It can't be told whether both can be true."


class Need(Term):
    """How many of those named must ask or agree."""

    EITHER = "either", "Either of two."
    ANY = "any", "Any one of them."
    ALL = "all", "All of them."


class Decision(Term):
    """What a policy rule decides."""

    ALLOWED = "allowed", "Allowed."
    PROHIBITED = "prohibited", "Not allowed."
    NOT_ENCOURAGED = "not-encouraged", "Neither encouraged nor enabled."
