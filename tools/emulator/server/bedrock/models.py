"""The models of Bedrock that the emulator knows, and the identifiers that lead to them.

Facts are those of the models' cards, as of 2026-11:
https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-haiku-5-5.html
https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-3-haiku.html
https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from moto.bedrock.models import bedrock_backends

from ..operations import Place
from .refusal import BedrockError

_AREAS = {
    "us": ("us-east-1", "us-east-2", "us-west-2"),
    "eu": ("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"),
    "global": ("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"),
}
"""Destination regions of system-defined inference profiles: some of those that AWS has."""

_IDENTIFIER = re.compile(
    r"(?:arn:aws:bedrock:(?P<region>[a-z0-9-]*):(?P<account>[0-9]*):"
    r"(?P<kind>foundation-model|inference-profile|application-inference-profile)/)?(?P<name>[A-Za-z0-9.:-]+)"
)


@dataclass(frozen=True)
class Model:
    """A foundation model."""

    id: str
    launched: datetime
    embeds: bool = False
    """True for a model that makes embeddings and holds no conversation."""
    on_demand: bool = False
    """True if a call may name the model by its own id, rather than by an inference profile."""
    areas: tuple[str, ...] = ()
    """Prefixes of its system-defined inference profiles."""
    ends: datetime | None = None
    refused: frozenset[str] = field(default_factory=frozenset)
    """Fields of `inferenceConfig`, or of the model's own, that it does not take."""

    def has_ended(self) -> bool:
        return self.ends is not None and self.ends <= datetime.now(UTC)


_SAMPLING = frozenset({"temperature", "topP", "top_p", "top_k"})

MODELS = {
    model.id: model
    for model in (
        Model(
            "anthropic.claude-haiku-5-5",
            datetime(2026, 10, 7, tzinfo=UTC),
            areas=("us", "eu", "global"),
            refused=_SAMPLING,
        ),
        Model(
            "anthropic.claude-haiku-4-5-20251001-v1:0",
            datetime(2025, 10, 16, tzinfo=UTC),
            areas=("us", "eu", "global"),
        ),
        Model(
            "anthropic.claude-3-haiku-20240307-v1:0",
            datetime(2024, 3, 13, tzinfo=UTC),
            on_demand=True,
            areas=("us", "eu"),
            ends=datetime(2026, 9, 10, tzinfo=UTC),
        ),
        Model("amazon.nova-lite-v1:0", datetime(2024, 12, 3, tzinfo=UTC), on_demand=True, areas=("us", "eu")),
        Model("amazon.titan-embed-text-v2:0", datetime(2024, 4, 30, tzinfo=UTC), embeds=True, on_demand=True),
    )
}


_SHIPPED = dict(MODELS)


def reset() -> None:
    """Takes back what `change` did."""
    MODELS.update(_SHIPPED)


def change(changes: Any) -> None:
    """Announces the end of models, and takes system-defined profiles and on-demand throughput away.

    `changes` is `{"<id>": {"ends": "2026-12-24T00:00:00Z", "areas": ["us"], "on_demand": false}}`, of each
    what changes. Raises ValueError.
    """
    if not isinstance(changes, dict) or not changes.keys() <= MODELS.keys():
        raise ValueError(f"models are {', '.join(MODELS)}")
    for name, given in changes.items():
        if not isinstance(given, dict) or not given.keys() <= {"ends", "areas", "on_demand"}:
            raise ValueError(f"of {name}, ends, areas and on_demand can change")
        model = MODELS[name]
        ends = datetime.fromisoformat(given["ends"]) if "ends" in given else model.ends
        areas = tuple(given["areas"]) if "areas" in given else model.areas
        on_demand = bool(given.get("on_demand", model.on_demand))
        MODELS[name] = replace(model, ends=ends, areas=areas, on_demand=on_demand)


def callable_model(identifier: str, place: Place) -> Model:
    """The model behind an id or ARN that a call names. Raises BedrockError."""
    model, through_profile = _resolve(identifier, place)
    if model.has_ended():
        raise BedrockError(
            "This model version has reached the end of its life. Please refer to the AWS documentation for "
            "more details.",
            "ResourceNotFoundException",
        )
    if not through_profile and not model.on_demand:
        raise BedrockError(
            f"Invocation of model ID {model.id} with on-demand throughput isn\u2019t supported. Retry "
            "your request with the ID or ARN of an inference profile that contains this model."
        )
    return model


def source_models(arn: str, place: Place) -> list[str]:
    """ARNs of the model in each region that a new profile of `arn` leads to. Raises BedrockError."""
    model, through_profile = _resolve(arn, place)
    if not through_profile and not model.on_demand:
        raise BedrockError("The provided foundation model does not support On Demand inference.")
    return destinations(arn.rpartition("/")[2], callable_model(arn, place), place)


def destinations(name: str, model: Model, place: Place) -> list[str]:
    """ARNs of the model behind a model's id or a system-defined profile, in each region that it leads to."""
    regions = (place.region,) if name == model.id else _AREAS[name.partition(".")[0]]
    return [f"arn:aws:bedrock:{region}::foundation-model/{model.id}" for region in regions]


def profiles_of(place: Place) -> dict[str, dict[str, object]]:
    """Application inference profiles by id; they live on moto's backend, so a reset clears them."""
    profiles: dict[str, dict[str, object]] = vars(bedrock_backends[place.account][place.region]).setdefault(
        "inference_profiles", {}
    )
    return profiles


def system_profile(name: str, place: Place) -> Model | None:
    """The model that a system-defined inference profile such as `us.anthropic.claude-haiku-5-5` leads to.

    A profile exists in the regions of its area alone, a global one in each:
    https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
    """
    area, _, rest = name.partition(".")
    model = MODELS.get(rest)
    is_here = area == "global" or place.region.startswith(f"{area}-")
    return model if model is not None and area in model.areas and is_here else None


def _resolve(identifier: str, place: Place) -> tuple[Model, bool]:
    """The model, and whether a profile leads to it."""
    match = _IDENTIFIER.fullmatch(identifier)
    if match is None:
        raise _invalid()
    name = match["name"]
    if match["kind"] == "application-inference-profile":
        profile = profiles_of(place).get(name)
        if profile is None:
            raise BedrockError(f"Could not find the inference profile {name}.", "ResourceNotFoundException")
        return MODELS[str(profile["model"])], True
    if name.partition(".")[0] in _AREAS and match["kind"] != "foundation-model":
        through = system_profile(name, place)
        if through is None:
            raise _invalid()
        return through, True
    model = MODELS.get(name)
    if model is None or match["kind"] == "inference-profile":
        raise _invalid()
    return model, False


def _invalid() -> BedrockError:
    return BedrockError("The provided model identifier is invalid.")
