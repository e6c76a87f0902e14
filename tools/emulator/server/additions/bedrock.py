"""Bedrock: inference profiles, life cycle and agreements of models. Stock moto has none of them.

https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.bedrock.models import BedrockBackend, bedrock_backends
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random

from ..bedrock.models import MODELS, Model, destinations, profiles_of, source_models, system_profile
from ..bedrock.refusal import BedrockError
from ..operations import Place, ServiceError, answers
from .patching import mend

Values = dict[str, Any]


@answers("bedrock:CreateInferenceProfile")
def create_inference_profile(place: Place, asked: Values) -> Values:
    source = asked["modelSource"]["copyFrom"]
    try:
        arns = source_models(source, place)
    except BedrockError as error:
        raise ServiceError(error.code, str(error), error.status) from error
    known, name = profiles_of(place), asked["inferenceProfileName"]
    if any(each["inferenceProfileName"] == name for each in known.values()):
        raise ServiceError("ConflictException", f"Inference profile {name} already exists.")
    identifier = mock_random.get_random_string(12, lower_case=True)
    arn = place.arn("bedrock", f"application-inference-profile/{identifier}")
    known[identifier] = {
        "inferenceProfileName": name,
        "description": asked.get("description", ""),
        "inferenceProfileArn": arn,
        "inferenceProfileId": identifier,
        "models": [{"modelArn": each} for each in arns],
        "model": arns[0].rpartition("/")[2],
        "status": "ACTIVE",
        "type": "APPLICATION",
        "createdAt": utcnow(),
        "updatedAt": utcnow(),
    }
    if asked.get("tags"):
        bedrock_backends[place.account][place.region].tag_resource(arn, asked["tags"])
    return {"inferenceProfileArn": arn, "status": "ACTIVE"}


@answers("bedrock:GetInferenceProfile")
def get_inference_profile(place: Place, asked: Values) -> Values:
    name = asked["inferenceProfileIdentifier"].rpartition("/")[2]
    model = system_profile(name, place)
    if model is None:
        return _profile(place, asked)
    arn = place.arn("bedrock", f"inference-profile/{name}")
    return {
        "inferenceProfileName": name,
        "inferenceProfileArn": arn,
        "inferenceProfileId": name,
        "models": [{"modelArn": each} for each in destinations(name, model, place)],
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
    }


@answers("bedrock:ListInferenceProfiles")
def list_inference_profiles(place: Place, asked: Values) -> Values:
    """ListInferenceProfiles: one page with those of the account alone."""
    return {"inferenceProfileSummaries": list(profiles_of(place).values())}


@answers("bedrock:DeleteInferenceProfile")
def delete_inference_profile(place: Place, asked: Values) -> Values:
    del profiles_of(place)[_profile(place, asked)["inferenceProfileId"]]
    return {}


@answers("bedrock:GetFoundationModel")
def get_foundation_model(place: Place, asked: Values) -> Values:
    model = _known(asked["modelIdentifier"])
    life = {
        "status": "ACTIVE" if model.ends is None else "LEGACY",
        "startOfLifeTime": model.launched,
        **({} if model.ends is None else {"endOfLifeTime": model.ends}),
    }
    details = {
        "modelArn": f"arn:aws:bedrock:{place.region}::foundation-model/{model.id}",
        "modelId": model.id,
        "modelName": model.id.partition(".")[2],
        "providerName": model.id.partition(".")[0],
        "inputModalities": ["TEXT"],
        "outputModalities": ["EMBEDDING" if model.embeds else "TEXT"],
        "inferenceTypesSupported": ["ON_DEMAND"] if model.on_demand else ["INFERENCE_PROFILE"],
        "modelLifecycle": life,
    }
    return {"modelDetails": details}


@answers("bedrock:GetFoundationModelAvailability")
def get_foundation_model_availability(place: Place, asked: Values) -> Values:
    """An account of the emulator agreed to every model, as one has whose administrator asked each once."""
    _known(asked["modelId"])
    agreed = asked["modelId"] not in _given_up(place)
    return {
        "modelId": asked["modelId"],
        "agreementAvailability": {"status": "AVAILABLE" if agreed else "NOT_AVAILABLE"},
        "authorizationStatus": "AUTHORIZED",
        "entitlementAvailability": "AVAILABLE" if agreed else "NOT_AVAILABLE",
        "regionAvailability": "AVAILABLE",
    }


@answers("bedrock:DeleteFoundationModelAgreement")
def delete_foundation_model_agreement(place: Place, asked: Values) -> Values:
    _known(asked["modelId"])
    _given_up(place).add(asked["modelId"])
    return {}


def _given_up(place: Place) -> set[str]:
    given_up: set[str] = vars(bedrock_backends[place.account][place.region]).setdefault("given_up", set())
    return given_up


def _known(identifier: str) -> Model:
    model = MODELS.get(identifier.rpartition("/")[2])
    if model is None:
        raise ServiceError("ResourceNotFoundException", "The model was not found.", 404)
    return model


@mend(BedrockBackend, "_list_arns")
def _list_arns(original: Callable[..., Any], self: BedrockBackend) -> list[str]:
    """ARNs of the resources that may carry tags: moto's own, and the inference profiles."""
    place = Place(self.account_id, self.region_name)
    return [*original(self), *(str(each["inferenceProfileArn"]) for each in profiles_of(place).values())]


def _profile(place: Place, asked: Values) -> Values:
    identifier = asked["inferenceProfileIdentifier"].rpartition("/")[2]
    try:
        return profiles_of(place)[identifier]
    except KeyError:
        message = f"Inference profile {identifier} was not found."
        raise ServiceError("ResourceNotFoundException", message, 404) from None
