"""X-Ray: what is set up for an account and region, the key of its traces, and tags.

Stock moto takes traces and knows nothing of this, nor of groups and sampling rules, which have modules of
their own. https://docs.aws.amazon.com/xray/latest/api/API_Operations.html
"""

from __future__ import annotations

from typing import Any

from moto.xray.models import xray_backends

from ..operations import Place, ServiceError, answers

Values = dict[str, Any]


class Configuration:
    """Groups and sampling rules by name, tags by ARN."""

    def __init__(self) -> None:
        self.groups: dict[str, Values] = {}
        self.rules: dict[str, Values] = {}
        self.encryption: Values = {"Type": "NONE", "Status": "ACTIVE"}
        self.tags: dict[str, dict[str, str]] = {}

    def keep_tags(self, arn: str, asked: Values) -> None:
        """Keeps the tags that the request for a new resource carries."""
        self.tags[arn] = {tag["Key"]: tag["Value"] for tag in asked.get("Tags") or []}

    def tags_of(self, asked: Values) -> dict[str, str]:
        arn = asked["ResourceARN"]
        if arn not in self.tags:
            raise ServiceError("ResourceNotFoundException", f"The resource {arn} does not exist.", 404)
        return self.tags[arn]


def configuration(place: Place) -> Configuration:
    backend = xray_backends[place.account][place.region]
    found: Configuration = vars(backend).setdefault("configuration", Configuration())
    return found


def invalid(message: str) -> ServiceError:
    """The error with which X-Ray answers most mistakes."""
    return ServiceError("InvalidRequestException", message)


@answers("xray:PutEncryptionConfig")
def put_encryption_config(place: Place, asked: Values) -> Values:
    """PutEncryptionConfig: takes effect at once, where AWS takes some minutes."""
    if (asked["Type"] == "KMS") != bool(asked.get("KeyId")):
        raise invalid("KeyId belongs to the type KMS, and to no other.")
    configuration(place).encryption = {**asked, "Status": "ACTIVE"}
    return get_encryption_config(place, {})


@answers("xray:GetEncryptionConfig")
def get_encryption_config(place: Place, asked: Values) -> Values:
    return {"EncryptionConfig": configuration(place).encryption}


@answers("xray:ListTagsForResource")
def list_tags_for_resource(place: Place, asked: Values) -> Values:
    tags = configuration(place).tags_of(asked)
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


@answers("xray:TagResource")
def tag_resource(place: Place, asked: Values) -> Values:
    configuration(place).tags_of(asked).update({tag["Key"]: tag["Value"] for tag in asked["Tags"]})
    return {}


@answers("xray:UntagResource")
def untag_resource(place: Place, asked: Values) -> Values:
    tags = configuration(place).tags_of(asked)
    for key in asked["TagKeys"]:
        tags.pop(key, None)
    return {}
