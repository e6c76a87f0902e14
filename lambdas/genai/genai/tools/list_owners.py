"""Owners with their pets."""

from __future__ import annotations

from collections.abc import Mapping

from ..fields import Fields
from ..records import Owner
from .tool import Outcome, Tool, Workbench

_LIMIT = 30


def _run(values: Mapping[str, object], bench: Workbench) -> Outcome:
    fields = Fields(values, ("lastName",))
    last_name = fields.optional_text("lastName", 30)
    fields.finish()
    # One more than is told shows whether there are more.
    owners = bench.repository.owners(last_name, _LIMIT + 1, bench.budget)
    return Outcome({"owners": [_json(owner) for owner in owners[:_LIMIT]], "partial": len(owners) > _LIMIT})


def _json(owner: Owner) -> dict[str, object]:
    return {
        "id": owner.id,
        "firstName": owner.first_name,
        "lastName": owner.last_name,
        "address": owner.address,
        "city": owner.city,
        "telephone": owner.telephone,
        "pets": [
            {
                "id": pet.id,
                "name": pet.name,
                "type": pet.type,
                "birthDate": pet.birth_date.isoformat() if pet.birth_date else None,
            }
            for pet in owner.pets
        ],
    }


LIST_OWNERS = Tool(
    name="list_owners",
    description=(
        f"Lists the pet owners that the clinic knows, with their ids and pets, at most {_LIMIT} of them. "
        "`partial` tells whether there are more: then ask for a last name."
    ),
    run=_run,
    properties={"lastName": {"type": "string", "description": "Only owners whose last name begins so"}},
)
