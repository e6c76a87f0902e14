"""A role's trust policy decides who may take it with the token of an identity provider.

Signatures are not checked: whoever asks the emulator makes the token.
https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

from __future__ import annotations

import base64
import json
from typing import Any

from moto.iam.models import iam_backends

from ..identify import Call
from ..operations import Place
from ..policy_conditions import as_list, holds
from ..policy_evaluation import Given
from .refusal import Refusal

_ACTION = "sts:AssumeRoleWithWebIdentity"


def check(call: Call, place: Place, given: dict[str, Any]) -> Refusal | None:
    """The refusal of a token that the account or the role does not trust, or of too long a session."""
    if call.name != _ACTION:
        return None
    try:
        payload = given["WebIdentityToken"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        issuer = claims["iss"].removeprefix("https://")
    except (IndexError, KeyError, ValueError):
        return Refusal("InvalidIdentityToken", "The token is no JSON web token with an issuer.")
    account = given["RoleArn"].split(":")[4]
    backend = iam_backends[account]["aws"]
    provider = backend.open_id_providers.get(f"arn:aws:iam::{account}:oidc-provider/{issuer}")
    if provider is None:
        return Refusal(
            "InvalidIdentityToken", f"No OpenIDConnect provider found in your account for {issuer}"
        )
    if claims.get("aud") not in provider.client_id_list:
        return Refusal("InvalidIdentityToken", "Incorrect token audience")
    role = next((each for each in backend.roles.values() if each.arn == given["RoleArn"]), None)
    context = Given({f"{issuer}:{claim}".lower(): str(value) for claim, value in claims.items()})
    statements = [] if role is None else as_list(json.loads(role.assume_role_policy_document)["Statement"])
    if role is None or not any(_trusts(each, provider.arn, context) for each in statements):
        return Refusal("AccessDenied", f"Not authorized to perform {_ACTION}", 403)
    if int(given.get("DurationSeconds", 3600)) > int(role.max_session_duration or 3600):
        return Refusal(
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        )
    return None


def _trusts(statement: dict[str, Any], provider: str, context: Given) -> bool:
    """Tells whether a statement of the trust policy lets the token in. Trust policies deny nothing here."""
    principal = statement.get("Principal", {})
    return (
        statement["Effect"] == "Allow"
        and _ACTION in as_list(statement["Action"])
        and isinstance(principal, dict)
        and provider in as_list(principal.get("Federated"))
        and holds(statement.get("Condition"), context)
    )
