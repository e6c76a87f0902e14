"""IAM Access Analyzer: analyzers and their tags. Stock moto has no such service. Nothing is analyzed here.

https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.utils import utcnow

from ..operations import Place, ServiceError, answers

Values = dict[str, Any]


class AnalyzersBackend(BaseBackend):
    """Analyzers by name."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.analyzers: dict[str, Values] = {}


_backends = BackendDict(AnalyzersBackend, "accessanalyzer")


def _analyzers(place: Place) -> dict[str, Values]:
    return _backends[place.account][place.region].analyzers


@answers("accessanalyzer:CreateAnalyzer")
def create_analyzer(place: Place, asked: Values) -> Values:
    """A region has one for the access from outside the account.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
    """
    known, name, kind = _analyzers(place), asked["analyzerName"], asked["type"]
    if name in known:
        raise ServiceError("ConflictException", f"Analyzer {name} already exists.", 409)
    if kind == "ACCOUNT" and any(each["type"] == kind for each in known.values()):
        raise ServiceError(
            "ServiceQuotaExceededException", "There is an analyzer of type ACCOUNT already.", 402
        )
    known[name] = {
        "arn": place.arn("access-analyzer", f"analyzer/{name}"),
        "name": name,
        "type": kind,
        "createdAt": utcnow(),
        "status": "ACTIVE",
        "tags": dict(asked.get("tags") or {}),
        **({"configuration": asked["configuration"]} if asked.get("configuration") else {}),
    }
    return {"arn": known[name]["arn"]}


@answers("accessanalyzer:GetAnalyzer")
def get_analyzer(place: Place, asked: Values) -> Values:
    return {"analyzer": _analyzer(place, asked)}


@answers("accessanalyzer:ListAnalyzers")
def list_analyzers(place: Place, asked: Values) -> Values:
    """ListAnalyzers: one page with all of them."""
    known = _analyzers(place).values()
    return {"analyzers": [each for each in known if asked.get("type") in (None, each["type"])]}


@answers("accessanalyzer:DeleteAnalyzer")
def delete_analyzer(place: Place, asked: Values) -> Values:
    del _analyzers(place)[_analyzer(place, asked)["name"]]
    return {}


@answers("accessanalyzer:ListTagsForResource")
def list_tags_for_resource(place: Place, asked: Values) -> Values:
    return {"tags": _analyzer(place, asked)["tags"]}


@answers("accessanalyzer:TagResource")
def tag_resource(place: Place, asked: Values) -> Values:
    _analyzer(place, asked)["tags"].update(asked["tags"])
    return {}


@answers("accessanalyzer:UntagResource")
def untag_resource(place: Place, asked: Values) -> Values:
    tags = _analyzer(place, asked)["tags"]
    for key in asked["tagKeys"]:
        tags.pop(key, None)
    return {}


def _analyzer(place: Place, asked: Values) -> Values:
    """A request names it, or gives its ARN."""
    name = asked.get("analyzerName") or asked["resourceArn"].rpartition("/")[2]
    known = _analyzers(place)
    if name not in known:
        raise ServiceError("ResourceNotFoundException", f"Analyzer {name} does not exist.", 404)
    return known[name]
