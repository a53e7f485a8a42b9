"""Other words for our summaries: the same each time, at three strengths.

`light` replaces a third of the words that have another one; `medium` replaces them all and turns the parts of a
sentence around; `strong` also leaves a third of the words out, as a tighter summary would.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

STRENGTHS = ("light", "medium", "strong")

_LINES = Path(__file__).with_name("other_words.txt").read_text(encoding="utf-8").split()
WORDS = dict(line.split(":") for line in _LINES)


def reword(text: str, strength: str, seed: str) -> str:
    """Return other words for a text; the same for the same seed, others for another one."""
    chance = random.Random(f"{seed}/{strength}/{text}")
    share = 1 / 3 if strength == "light" else 1.0

    def other(match: re.Match[str]) -> str:
        word = match[0]
        found = WORDS.get(word.lower())
        if found is None or chance.random() >= share:
            return word
        return found.capitalize() if word[0].isupper() else found

    said = re.sub(r"[A-Za-z]+(?:-[a-z]+)*", other, text)
    if strength == "light":
        return said
    stop = "." if said.endswith(".") else ""
    said = said.removesuffix(".")
    parts = re.split(r"[,;:] ", said)
    words = said.split()
    half = len(words) // 2
    said = ", ".join([*parts[1:], parts[0]]) if len(parts) > 1 else " ".join([*words[half:], *words[:half]])
    if strength == "strong":
        words = said.split()
        gone = set(chance.sample(range(len(words)), len(words) // 3))
        said = " ".join(word for number, word in enumerate(words) if number not in gone)
    return said + stop
