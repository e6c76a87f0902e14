"""IAM: AWS's own managed policies."""

from __future__ import annotations

from moto.iam.models import IAMBackend, ManagedPolicy

from .patching import Function, mend


@mend(IAMBackend, "_init_aws_policies")
def aws_managed_policies(original: Function, backend: IAMBackend) -> list[ManagedPolicy]:
    """GetPolicy, AttachRolePolicy: the managed policies of the commercial partition only.

    Stock moto builds all 1,500 for every partition of AWS on the first call of any service: a second of work.
    """
    return original(backend) if backend.partition == "aws" else []
