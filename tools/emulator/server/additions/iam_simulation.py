"""IAM's policy simulator for roles, which stock moto lacks.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from __future__ import annotations

from typing import Any

from moto.iam.models import IAMBackend, iam_backends

from ..operations import Place, ServiceError, answers
from ..policy_evaluation import Given, Request, decide


@answers("iam:SimulatePrincipalPolicy")
def simulate_principal_policy(place: Place, asked: dict[str, Any]) -> dict[str, Any]:
    """The decision on each action and resource, all at once: the answer is never cut into pages."""
    backend = iam_backends[place.account]["aws"]
    arn = asked["PolicySourceArn"]
    role = next((each for each in backend.roles.values() if each.arn == arn), None)
    if role is None:
        raise ServiceError("NoSuchEntity", f"{arn} is no role of the account.", 404)
    policies = [*role.policies.values(), *(_document(backend, each) for each in role.managed_policies)]
    boundary = role.permissions_boundary_arn and _document(backend, role.permissions_boundary_arn)
    context = Given(
        {
            each["ContextKeyName"].lower(): each["ContextKeyValues"][0]
            for each in asked.get("ContextEntries", [])
        }
    )
    return {
        "EvaluationResults": [
            {
                "EvalActionName": action,
                "EvalResourceName": resource,
                "EvalDecision": decide(policies, boundary, Request(action, resource, context)),
            }
            for action in asked["ActionNames"]
            for resource in asked.get("ResourceArns", ["*"])
        ],
        "IsTruncated": False,
    }


def _document(backend: IAMBackend, arn: str) -> str:
    policy = backend.get_policy(arn)
    return next(
        str(each.document) for each in policy.versions if each.version_id == policy.default_version_id
    )
