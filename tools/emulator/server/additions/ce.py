"""Cost Explorer: tags that costs are told apart by. Stock moto has none; a new account has each inactive.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_ListCostAllocationTags.html
"""

from __future__ import annotations

from typing import Any

from moto.ce.models import ce_backends

from ..operations import Place, answers


@answers("ce:ListCostAllocationTags")
def list_cost_allocation_tags(place: Place, asked: dict[str, Any]) -> dict[str, Any]:
    """Tags that are asked for by key, whether anything carries them or not."""
    known = _statuses(place)
    return {
        "CostAllocationTags": [
            {"TagKey": key, "Type": "UserDefined", "Status": known.get(key, "Inactive")}
            for key in asked.get("TagKeys", known)
        ]
    }


@answers("ce:UpdateCostAllocationTagsStatus")
def update_cost_allocation_tags_status(place: Place, asked: dict[str, Any]) -> dict[str, Any]:
    _statuses(place).update({each["TagKey"]: each["Status"] for each in asked["CostAllocationTagsStatus"]})
    return {"Errors": []}


def _statuses(place: Place) -> dict[str, str]:
    statuses: dict[str, str] = vars(ce_backends[place.account]["aws"]).setdefault("cost_tags", {})
    return statuses
