"""A new pet, out of what was said.

Such as: "Add a dog named Rex, born 2020-01-31, to owner 3" (or: to Betty Davis).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_TYPES = ("cat", "dog", "lizard", "snake", "bird", "hamster")
_NAME = r"[^\W\d_][\w'-]*"
_TYPE = re.compile(rf"\b({'|'.join(_TYPES)})\b", re.I)
_PET_NAME = re.compile(
    rf"\b(?:named|called|name\s+is|name:)\s+({_NAME})|\b(?:{'|'.join(_TYPES)})\s+([A-Z][\w'-]*)"
)
_BORN = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_OWNER_ID = re.compile(r"\bowner(?:\s+(?:id|number))?(?:\s+is|:)?\s*#?(\d+)", re.I)
_OWNER_NAME = re.compile(r"\b(?:to|for|of|owner)\s+(?:owner\s+)?[A-Z][\w'-]*\s+([A-Z][\w'-]*)")


@dataclass(frozen=True)
class PetRequest:
    values: dict[str, Any]
    """Input of add_pet_to_owner, without the owner's id when only a name was said."""
    owner_last_name: str
    missing: list[str]
    """Details of the pet to ask the user for."""


def read_pet(text: str) -> PetRequest:
    """Reads a pet's details as they stand; the tool checks them."""
    kind, name, born = _TYPE.search(text), _PET_NAME.search(text), _BORN.search(text)
    owner_id, owner_name = _OWNER_ID.search(text), _OWNER_NAME.search(text)
    values: dict[str, Any] = {}
    missing: list[str] = []
    if name:
        values["name"] = name[1] or name[2]
    else:
        missing.append("the pet's name (named ...)")
    if kind:
        values["typeId"] = _TYPES.index(kind[1].lower()) + 1
    else:
        missing.append(f"what it is ({', '.join(_TYPES)})")
    if born:
        values["birthDate"] = born[1]
    else:
        missing.append("its birth date (YYYY-MM-DD)")
    if owner_id:
        values["ownerId"] = int(owner_id[1])
    elif owner_name is None:
        missing.append("its owner (owner 3, or to Betty Davis)")
    return PetRequest(values, owner_name[1] if owner_name else "", missing)
