"""IAM: AWS's own managed policies, and changes of a role."""

from __future__ import annotations

from copy import copy

from moto.iam.models import IAMBackend, ManagedPolicy, Role

from .patching import Function, mend

_of_aws: dict[str, list[ManagedPolicy]] = {}
"""AWS's managed policies as they are before anything is attached, by account."""


@mend(IAMBackend, "_init_aws_policies")
def aws_managed_policies(original: Function, backend: IAMBackend) -> list[ManagedPolicy]:
    """GetPolicy, AttachRolePolicy: the managed policies of the commercial partition only, built once.

    Stock moto builds all 1,500 for every partition of AWS, a second of work, on the first call of any service
    and twice at each reset. Only how often one is attached ever changes: hence the copies.
    """
    if backend.partition != "aws":
        return []
    if backend.account_id not in _of_aws:
        _of_aws[backend.account_id] = original(backend)
    return [copy(policy) for policy in _of_aws[backend.account_id]]


@mend(IAMBackend, "update_role")
def update_role(
    original: Function,
    backend: IAMBackend,
    role_name: str,
    role_description: str | None,
    max_session_duration: int,
) -> Role:
    """UpdateRole: stock moto takes away a description of which a request says nothing.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
    """
    if role_description is None:
        role_description = backend.get_role(role_name).description
    return original(backend, role_name, role_description, max_session_duration)
