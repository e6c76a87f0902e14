"""Application Auto Scaling: the tags of scalable targets, which stock moto knows nothing of."""

from __future__ import annotations

import json
from typing import Any

from moto.applicationautoscaling.exceptions import AWSValidationException
from moto.applicationautoscaling.models import FakeScalableTarget
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Response

from .patching import Function, add, mend


@mend(Response, "register_scalable_target")
def register_scalable_target(original: Function, response: Response) -> str:
    """RegisterScalableTarget: with the tags that come along when the target is new."""
    answer: str = original(response)
    tags = response._get_param("Tags")
    if tags:
        _tags_of(_target(response, json.loads(answer)["ScalableTargetARN"])).update(tags)
    return answer


@add(Response, "list_tags_for_resource")
def list_tags_for_resource(response: Response) -> str:
    """ListTagsForResource."""
    return json.dumps({"Tags": _tags_of(_target(response, response._get_param("ResourceARN")))})


@add(Response, "tag_resource")
def tag_resource(response: Response) -> str:
    """TagResource."""
    _tags_of(_target(response, response._get_param("ResourceARN"))).update(response._get_param("Tags"))
    return "{}"


@add(Response, "untag_resource")
def untag_resource(response: Response) -> str:
    """UntagResource."""
    tags = _tags_of(_target(response, response._get_param("ResourceARN")))
    for key in response._get_param("TagKeys"):
        tags.pop(key, None)
    return "{}"


def _target(response: Response, arn: str) -> FakeScalableTarget:
    dimensions = response.applicationautoscaling_backend.targets.values()
    for target in (target for by_resource in dimensions for target in by_resource.values()):
        if target.arn == arn:
            return target
    raise AWSValidationException(f"No scalable target found for ARN: {arn}")


def _tags_of(target: FakeScalableTarget) -> dict[str, Any]:
    tags: dict[str, Any] = target.__dict__.setdefault("tags", {})
    return tags
