"""KMS: the period of automatic key rotation, and keys by ARN."""

from __future__ import annotations

import json

from moto.kms.models import Key, KmsBackend
from moto.kms.responses import KmsResponse

from .patching import Function, mend

_DEFAULT_DAYS = 365


def _key(response: KmsResponse) -> Key:
    backend = response.kms_backend
    return backend.keys[backend.get_key_id(response._get_param("KeyId"))]


@mend(KmsResponse, "enable_key_rotation")
def enable_key_rotation(original: Function, response: KmsResponse) -> str:
    """EnableKeyRotation: stock moto forgets RotationPeriodInDays."""
    answer: str = original(response)
    key = _key(response)
    period = response._get_param("RotationPeriodInDays")
    key.rotation_period_days = period or getattr(key, "rotation_period_days", _DEFAULT_DAYS)
    return answer


@mend(KmsResponse, "get_key_rotation_status")
def get_key_rotation_status(original: Function, response: KmsResponse) -> str:
    """GetKeyRotationStatus: stock moto answers 365 days, whatever period was asked for."""
    answer = json.loads(original(response))
    if answer.get("KeyRotationEnabled"):
        answer["RotationPeriodInDays"] = getattr(_key(response), "rotation_period_days", _DEFAULT_DAYS)
    return json.dumps(answer)


for _name in ("enable_key", "disable_key", "schedule_key_deletion", "cancel_key_deletion"):

    @mend(KmsBackend, _name)
    def by_id_or_arn(original: Function, backend: KmsBackend, key_id: str, *more: int) -> float | None:
        """Stock moto looks a key up by its id alone, where AWS takes the ARN too."""
        answer: float | None = original(backend, backend.get_key_id(key_id), *more)
        return answer
