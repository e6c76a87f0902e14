"""A new owner, out of what was said.

Such as: "Add owner Jane Doe, address 1 Elm St., city Madison, telephone 6085551234".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[^\W\d_][\w'.-]*"
_PATTERNS = {
    "name": re.compile(
        rf"(?:\bowner\s+(?:named\s+|called\s+)?|\bname\s*(?:is|:)?\s*)({_NAME})\s+({_NAME})", re.I
    ),
    "address": re.compile(r"(?:\blives at|\baddress(?:\s+is|:)?)\s+(.+?)(?=\s*[,;]|\s+in\s+[A-Z]|$)", re.I),
    "city": re.compile(r"(?:\bcity(?:\s+is|:)?\s+|\b[Ii]n\s+(?=[A-Z]))([^\W\d_][^,;.]*)"),
    "telephone": re.compile(r"\b(?:tele)?phone(?:\s+number)?(?:\s+is|:)?\s+([\d -]*\d)|\b(\d{10})\b", re.I),
}
_QUESTIONS = {
    "name": "first and last name (name: ...)",
    "address": "the address (address: ...)",
    "city": "the city (city: ...)",
    "telephone": "the telephone number (telephone: ...)",
}


@dataclass(frozen=True)
class OwnerRequest:
    values: dict[str, str]
    """Input of add_owner."""
    missing: list[str]
    """Details of the owner to ask the user for."""


def read_owner(text: str) -> OwnerRequest:
    """Reads an owner's details as they stand; the tool checks them."""
    found = {key: pattern.search(text) for key, pattern in _PATTERNS.items()}
    values: dict[str, str] = {}
    for key, match in found.items():
        if match is None:
            continue
        if key == "name":
            values["firstName"], values["lastName"] = match[1], match[2].rstrip(".")
        else:
            values[key] = next(group for group in match.groups() if group).strip()
    return OwnerRequest(values, [_QUESTIONS[key] for key, match in found.items() if match is None])
