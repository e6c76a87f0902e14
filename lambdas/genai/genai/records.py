"""What the repository takes and gives, already checked where somebody may have written it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NewOwner:
    """An owner who is not in the database yet."""

    first_name: str
    last_name: str
    address: str
    city: str
    telephone: str


@dataclass(frozen=True)
class NewPet:
    """A pet that is not in the database yet."""

    owner_id: int
    name: str
    birth_date: date
    type_id: int


@dataclass(frozen=True)
class Pet:
    """A pet and the name of its type."""

    id: int
    name: str
    birth_date: date | None
    type: str


@dataclass(frozen=True)
class Owner:
    """An owner with pets."""

    id: int
    first_name: str
    last_name: str
    address: str
    city: str
    telephone: str
    pets: tuple[Pet, ...]


@dataclass(frozen=True)
class Vet:
    """A vet with specialties, by name."""

    id: int
    first_name: str
    last_name: str
    specialties: tuple[str, ...]
