"""A new owner."""

from __future__ import annotations

from collections.abc import Mapping

from ..database import RefusedByDatabaseError
from ..fields import Fields, ToolRefusedError
from ..records import NewOwner
from .tool import Outcome, Tool, Workbench

# Lengths are those of the columns.
_PROPERTIES: dict[str, dict[str, object]] = {
    "firstName": {"type": "string", "minLength": 1, "maxLength": 30},
    "lastName": {"type": "string", "minLength": 1, "maxLength": 30},
    "address": {"type": "string", "minLength": 1, "maxLength": 255, "description": "Street and number"},
    "city": {"type": "string", "minLength": 1, "maxLength": 80},
    "telephone": {"type": "string", "pattern": "^[0-9]{10}$", "description": "Exactly 10 digits"},
}


def _run(values: Mapping[str, object], bench: Workbench) -> Outcome:
    fields = Fields(values, tuple(_PROPERTIES))
    owner = NewOwner(
        first_name=fields.text("firstName", 30, needs_letter=True),
        last_name=fields.text("lastName", 30, needs_letter=True),
        address=fields.text("address", 255),
        city=fields.text("city", 80, needs_letter=True),
        telephone=fields.telephone("telephone"),
    )
    fields.finish()
    try:
        owner_id = bench.repository.add_owner(owner, bench.budget)
    except RefusedByDatabaseError as error:
        raise ToolRefusedError("Nothing was done: the database does not take these values.") from error
    return Outcome(
        {"added": True, "ownerId": owner_id},
        f"Owner {owner.first_name} {owner.last_name} was added with the number {owner_id}.",
    )


ADD_OWNER = Tool(
    name="add_owner",
    description="Adds a pet owner. Ask the user for whatever is missing; never make a value up.",
    run=_run,
    properties=_PROPERTIES,
    required=tuple(_PROPERTIES),
)
