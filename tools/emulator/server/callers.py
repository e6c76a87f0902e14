"""Kinds of callers, told apart by the User-Agent, which every SDK sends."""

from __future__ import annotations

from typing import Literal, get_args

Caller = Literal["terraform", "function", "system", "sdk"]
"""`terraform` is the AWS provider and the S3 backend, `function` a Lambda function, `system` the process that
runs what is deployed, `sdk` anybody else."""

SYSTEM = "running-system"
"""AWS_SDK_UA_APP_ID of the process that runs what is deployed: SDKs send it as `app/`.

https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html
"""

CALLERS: tuple[Caller, ...] = get_args(Caller)


def caller_of(user_agent: str | None) -> Caller:
    """The kind of caller. The provider and the backend name HashiCorp's product first.

    SDKs add `exec-env/` with what Lambda says in AWS_EXECUTION_ENV.
    https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    """
    agent = user_agent or ""
    if " Terraform/" in f" {agent}":
        return "terraform"
    if f" app/{SYSTEM}" in agent:
        return "system"
    return "function" if "exec-env/AWS_Lambda_" in agent else "sdk"
