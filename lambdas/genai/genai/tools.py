"""The tools of the model: each one fixed statement with checked values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .budget import Budget
from .environment import Environment
from .fields import PAST_DATE, TELEPHONE, Field, ToolRefusedError, text, whole
from .repository import Record

# As the clinic's migrations fill the table `types`.
PET_TYPES = ("cat", "dog", "lizard", "snake", "bird", "hamster")
PET_TYPE_NUMBERS = ", ".join(f"{number} {name}" for number, name in enumerate(PET_TYPES, start=1))

_MOST_OWNERS = 30
_MOST_VETS = 10
# Each vet who is new to the index costs a call to the embedding model.
_CONSIDERED_VETS = 200


@dataclass(frozen=True)
class Tool:
    """A tool as the model sees it, and the work that it does."""

    name: str
    description: str
    work: Callable[[Record, Environment, Budget], Mapping[str, object]]
    """The result, as JSON; of a tool that writes, `proposal`: a sentence for the person who confirms it."""
    fields: Mapping[str, Field]
    write: Callable[[Record, Environment, Budget], str] | None = None
    """Carries a proposal out and returns a sentence for the person. Raises UnavailableError."""

    def specification(self) -> dict[str, object]:
        """https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html"""
        schema = {
            "type": "object",
            "properties": {name: each.schema for name, each in self.fields.items()},
            "required": [name for name, each in self.fields.items() if not each.optional],
            "additionalProperties": False,
        }
        specification = {"name": self.name, "description": self.description, "inputSchema": {"json": schema}}
        return {"toolSpec": specification}


def _list_owners(values: Record, environment: Environment, budget: Budget) -> Record:
    # One more than is told shows whether there are more.
    owners = environment.repository.owners(str(values["lastName"]), _MOST_OWNERS + 1, budget)
    return {"owners": owners[:_MOST_OWNERS], "partial": len(owners) > _MOST_OWNERS}


def _list_vets(values: Record, environment: Environment, budget: Budget) -> Record:
    vets = environment.repository.vets(_CONSIDERED_VETS, budget)
    if values["query"] and vets:
        model_id = environment.model_ids(budget).embedding
        vets = environment.vet_index.nearest(vets, str(values["query"]), model_id, budget)
    return {"vets": vets[:_MOST_VETS], "partial": True}


def _propose_owner(values: Record, environment: Environment, budget: Budget) -> Record:
    person = f"{values['firstName']} {values['lastName']}"
    where = f"{values['address']}, {values['city']}, telephone {values['telephone']}"
    return {"proposal": f"the owner {person}, {where}"}


def _write_owner(values: Record, environment: Environment, budget: Budget) -> str:
    owner_id = environment.repository.add_owner(values, budget)
    return f"Owner {values['firstName']} {values['lastName']} was added with the number {owner_id}."


def _propose_pet(values: Record, environment: Environment, budget: Budget) -> Record:
    owner_id = values["ownerId"]
    owner = environment.repository.owner_name(owner_id, budget)
    if owner is None:
        raise ToolRefusedError(f"Nothing was done. There is no owner with the id {owner_id}.")
    pet = f"the {_kind(values)} {values['name']}, born {values['birthDate']}"
    return {"proposal": f"{pet}, of the owner {owner} with the number {owner_id}"}


def _write_pet(values: Record, environment: Environment, budget: Budget) -> str:
    environment.repository.add_pet(values, budget)
    owner = environment.repository.owner_name(values["ownerId"], budget)
    return f"{values['name']} was added as a {_kind(values)} of {owner}."


def _kind(values: Record) -> str:
    return PET_TYPES[int(str(values["typeId"])) - 1]


_ALL = (
    Tool(
        "list_owners",
        f"Lists the pet owners that the clinic knows, with their ids and pets, at most {_MOST_OWNERS} of "
        "them. `partial` tells whether there are more: then ask for a last name.",
        _list_owners,
        {"lastName": text(30, "Only owners whose last name begins so", optional=True)},
    ),
    Tool(
        "add_owner",
        "Proposes a new pet owner. Ask the user for whatever is missing; never make a value up.",
        _propose_owner,
        # Lengths are those of the columns.
        {
            "firstName": text(30, needs_letter=True),
            "lastName": text(30, needs_letter=True),
            "address": text(255, "Street and number"),
            "city": text(80, needs_letter=True),
            "telephone": TELEPHONE,
        },
        _write_owner,
    ),
    Tool(
        "list_vets",
        f"Lists at most {_MOST_VETS} vets of the clinic with their specialties. With a query, those who fit "
        "it best come first, but the ones behind them need not fit: look at their specialties. The list is "
        "partial: there may be other vets.",
        _list_vets,
        {"query": text(200, "A specialty, a name or a complaint, such as: surgery", optional=True)},
    ),
    Tool(
        "add_pet_to_owner",
        "Proposes a new pet of an owner whom the clinic knows. Ask the user for whatever is missing; never "
        "make a value up.",
        _propose_pet,
        {
            "ownerId": whole("The owner's id, from list_owners"),
            "name": text(30, needs_letter=True),
            "birthDate": PAST_DATE,
            "typeId": whole(PET_TYPE_NUMBERS, len(PET_TYPES)),
        },
        _write_pet,
    ),
)

TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in _ALL}
