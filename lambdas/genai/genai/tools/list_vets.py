"""Vets, those first who fit a question best."""

from __future__ import annotations

from collections.abc import Mapping

from ..fields import Fields
from .tool import Outcome, Tool, Workbench

_LIMIT = 10
_CONSIDERED = 200
"""Vets that are looked at: each one new to the index costs a call to the embedding model."""


def _run(values: Mapping[str, object], bench: Workbench) -> Outcome:
    fields = Fields(values, ("query",))
    query = fields.optional_text("query", 200)
    fields.finish()
    vets = bench.repository.vets(_CONSIDERED, bench.budget)
    if query and vets:
        model_id = bench.model_ids.get(bench.budget).embedding
        vets = bench.vet_index.nearest(vets, query, model_id, bench.budget)
    found = [
        {
            "firstName": vet.first_name,
            "lastName": vet.last_name,
            "specialties": list(vet.specialties),
        }
        for vet in vets[:_LIMIT]
    ]
    return Outcome({"vets": found, "partial": True})


LIST_VETS = Tool(
    name="list_vets",
    description=(
        f"Lists at most {_LIMIT} vets of the clinic with their specialties. With a query, those who fit it "
        "best come first, but the ones behind them need not fit: look at their specialties. The list is "
        "partial: there may be other vets."
    ),
    run=_run,
    properties={
        "query": {
            "type": "string",
            "maxLength": 200,
            "description": "A specialty, a name or a complaint, such as: surgery",
        }
    },
)
