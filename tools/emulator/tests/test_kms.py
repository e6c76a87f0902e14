"""KMS additions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness import Clients


def test_rotation_period_is_kept(client: Clients) -> None:
    kms = client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    assert "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key)
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 180


def test_rotation_period_defaults_to_a_year(client: Clients) -> None:
    kms = client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 365


def test_a_key_is_known_by_its_arn(client: Clients) -> None:
    kms = client("kms")
    key = kms.create_key()["KeyMetadata"]["Arn"]
    states = []
    calls: list[Callable[[], Any]] = [
        lambda: kms.disable_key(KeyId=key),
        lambda: kms.enable_key(KeyId=key),
        lambda: kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7),
        lambda: kms.cancel_key_deletion(KeyId=key),
    ]
    for call in calls:
        call()
        states.append(kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"])
    assert states == ["Disabled", "Enabled", "PendingDeletion", "Disabled"]
