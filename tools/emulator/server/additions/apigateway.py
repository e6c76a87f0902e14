"""API Gateway: the setting of the account."""

from __future__ import annotations

from typing import Any

from moto.apigateway.models import Account

from .patching import Function, mend


@mend(Account, "apply_patch_operations")
def update(original: Function, account: Account, patch_operations: list[dict[str, Any]]) -> Account:
    """UpdateAccount: AWS takes a role away for an operation without a value, where stock moto fails."""
    original(account, [{"value": None, **operation} for operation in patch_operations])
    account.cloudwatch_role_arn = account.cloudwatch_role_arn or None
    return account
