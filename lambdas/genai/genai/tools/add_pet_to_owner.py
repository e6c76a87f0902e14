"""A new pet of an owner."""

from __future__ import annotations

from collections.abc import Mapping

from ..database import RefusedByDatabaseError
from ..fields import Fields, ToolRefusedError
from ..records import NewPet
from .tool import Outcome, Tool, Workbench

# As the clinic's migrations fill the table `types`.
PET_TYPES = ("cat", "dog", "lizard", "snake", "bird", "hamster")

_PROPERTIES: dict[str, dict[str, object]] = {
    "ownerId": {
        "type": "integer",
        "minimum": 1,
        "description": "The owner's id, from list_owners",
    },
    "name": {"type": "string", "minLength": 1, "maxLength": 30},
    "birthDate": {"type": "string", "format": "date", "description": "YYYY-MM-DD, not in the future"},
    "typeId": {
        "type": "integer",
        "minimum": 1,
        "maximum": len(PET_TYPES),
        "description": ", ".join(f"{number} {name}" for number, name in enumerate(PET_TYPES, start=1)),
    },
}


def _run(values: Mapping[str, object], bench: Workbench) -> Outcome:
    fields = Fields(values, tuple(_PROPERTIES))
    pet = NewPet(
        owner_id=fields.integer("ownerId"),
        name=fields.text("name", 30, needs_letter=True),
        birth_date=fields.past_date("birthDate"),
        type_id=fields.integer("typeId", len(PET_TYPES)),
    )
    fields.finish()
    owner = bench.repository.owner_name(pet.owner_id, bench.budget)
    if owner is None:
        raise ToolRefusedError(f"Nothing was done. There is no owner with the id {pet.owner_id}.")
    try:
        pet_id = bench.repository.add_pet(pet, bench.budget)
    except RefusedByDatabaseError as error:
        raise ToolRefusedError("Nothing was done: the database does not take these values.") from error
    return Outcome(
        {"added": True, "petId": pet_id, "ownerId": pet.owner_id, "ownerName": owner},
        f"{pet.name} was added as a {PET_TYPES[pet.type_id - 1]} of {owner}.",
    )


ADD_PET_TO_OWNER = Tool(
    name="add_pet_to_owner",
    description=(
        "Adds a pet to an owner whom the clinic knows. Ask the user for whatever is missing; "
        "never make a value up."
    ),
    run=_run,
    properties=_PROPERTIES,
    required=tuple(_PROPERTIES),
)
