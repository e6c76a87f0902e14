"""X-Ray: groups of traces. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-configuration.html"""

from __future__ import annotations

from moto.moto_api._internal import mock_random

from ..operations import Place, answers
from .xray import Values, configuration, invalid

_WITHOUT_INSIGHTS = {"InsightsEnabled": False, "NotificationsEnabled": False}


@answers("xray:CreateGroup")
def create_group(place: Place, asked: Values) -> Values:
    known, name = configuration(place), asked["GroupName"]
    if name in known.groups:
        raise invalid(f"Group {name} already exists.")
    arn = place.arn("xray", f"group/{name}/{mock_random.get_random_string(26).upper()}")
    known.groups[name] = {"GroupName": name, "GroupARN": arn, "FilterExpression": ""}
    known.keep_tags(arn, asked)
    return update_group(place, asked)


@answers("xray:UpdateGroup")
def update_group(place: Place, asked: Values) -> Values:
    group = _group(place, asked)
    group["FilterExpression"] = asked.get("FilterExpression", group["FilterExpression"])
    earlier = group.get("InsightsConfiguration", _WITHOUT_INSIGHTS)
    group["InsightsConfiguration"] = {**earlier, **asked.get("InsightsConfiguration", {})}
    return {"Group": group}


@answers("xray:GetGroup")
def get_group(place: Place, asked: Values) -> Values:
    return {"Group": _group(place, asked)}


@answers("xray:GetGroups")
def get_groups(place: Place, asked: Values) -> Values:
    return {"Groups": list(configuration(place).groups.values())}


@answers("xray:DeleteGroup")
def delete_group(place: Place, asked: Values) -> Values:
    known, group = configuration(place), _group(place, asked)
    del known.groups[group["GroupName"]], known.tags[group["GroupARN"]]
    return {}


def _group(place: Place, asked: Values) -> Values:
    """A request names it, or gives its ARN."""
    wanted = asked.get("GroupName"), asked.get("GroupARN")
    for group in configuration(place).groups.values():
        if group["GroupName"] == wanted[0] or group["GroupARN"] == wanted[1]:
            return group
    raise invalid("Group not found")
