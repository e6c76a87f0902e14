"""A user's intent, as far as single words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto


class Intent(Enum):
    """Subject of a request: one for each tool, greetings, and everything else."""

    ADD_OWNER = auto()
    ADD_PET = auto()
    VETS = auto()
    OWNERS = auto()
    GREETING = auto()
    UNKNOWN = auto()


_ADD = r"\b(?:add|register|create|enter)\b"
_PATTERNS = (
    (Intent.ADD_OWNER, re.compile(_ADD + r"(?:\s+(?:an?|the|new|another|pet))*\s+owner\b", re.I)),
    (Intent.ADD_PET, re.compile(_ADD + r".*\b(?:pet|cat|dog|lizard|snake|bird|hamster)\b", re.I | re.S)),
    (
        Intent.VETS,
        re.compile(
            r"\b(?:vets?|veterinarians?|doctors?|surgeons?|specialists?|surgery|radiology|dentistry)\b", re.I
        ),
    ),
    (Intent.OWNERS, re.compile(r"\b(?:owners?|pets?|customers?|clients?)\b", re.I)),
    (Intent.GREETING, re.compile(r"\b(?:hello|hi|hey|good (?:morning|day|evening))\b", re.I)),
)


def intent_of(said: Sequence[str]) -> Intent:
    """The intent of the first text that adds something; otherwise that of the last text."""
    found = [_intent(text) for text in said]
    adding = [intent for intent in found if intent in (Intent.ADD_OWNER, Intent.ADD_PET)]
    return (adding or found[-1:] or [Intent.UNKNOWN])[0]


def _intent(text: str) -> Intent:
    return next((intent for intent, pattern in _PATTERNS if pattern.search(text)), Intent.UNKNOWN)
