"""Additions to API Gateway."""

from __future__ import annotations

import pytest
from harness import Clients

ROLE = "arn:aws:iam::123456789012:role/api-gateway-logs"
PATH = "/cloudwatchRoleArn"


@pytest.mark.parametrize("nothing", [{}, {"value": ""}])
def test_the_role_of_the_account_is_set_and_taken_away(client: Clients, nothing: dict[str, str]) -> None:
    gateway = client("apigateway")
    gateway.update_account(patchOperations=[{"op": "replace", "path": PATH, "value": ROLE}])
    assert gateway.get_account()["cloudwatchRoleArn"] == ROLE
    gateway.update_account(patchOperations=[{"op": "replace", "path": PATH, **nothing}])
    assert not gateway.get_account().get("cloudwatchRoleArn")
