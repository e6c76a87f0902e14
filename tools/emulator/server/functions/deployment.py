"""Properties of a deployed function that shape its execution environments; equal ones can share one."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from moto.awslambda.models import LambdaFunction

from ..databases import databases


@dataclass(frozen=True)
class Logging:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html"""

    group: str
    as_json: bool
    application_level: str | None
    system_level: str


@dataclass(frozen=True)
class Deployment:
    """One version of a function, as configured now."""

    arn: str
    name: str
    version: str
    account: str
    region: str
    runtime: str
    handler: str
    role: str
    timeout_seconds: int
    memory_mib: int
    traced: bool
    variables: tuple[tuple[str, str], ...]
    digest: str
    logging: Logging
    database_ca: Path | None
    """The certificate authority of the emulator's databases, once it has any."""
    code: bytes = field(repr=False, compare=False)

    @classmethod
    def of(cls, function: LambdaFunction) -> Deployment:
        """Deployment of a function. Raises `NotImplementedError` if it is no Python package to run here."""
        _check(function)
        ca = databases().ca_file
        return cls(
            arn=function.function_arn,
            name=function.function_name,
            version=str(function.version),
            account=function.account_id,
            region=function.region,
            runtime=function.run_time,
            handler=function.handler,
            role=function.role,
            timeout_seconds=int(function.timeout),
            memory_mib=int(function.memory_size),
            traced=function.tracing_config["Mode"] == "Active",
            variables=tuple(sorted(function.environment_vars.items())),
            digest=function.code_digest,
            logging=_logging(function),
            database_ca=ca if ca.exists() else None,
            code=function.code_bytes,
        )


def _check(function: LambdaFunction) -> None:
    runtime = function.run_time or f"package type {function.package_type}"
    ours = sys.version_info.minor
    if runtime not in [f"python3.{minor}" for minor in range(9, ours + 1)]:
        raise NotImplementedError(
            f"the emulator's Python, 3.{ours}, runs functions of runtime python3.9 to python3.{ours}, "
            f"and {function.function_name} has {runtime}"
        )
    if function.layers:
        raise NotImplementedError(f"{function.function_name} has layers, which the emulator does not run")


def _logging(function: LambdaFunction) -> Logging:
    config = function.get_configuration()["LoggingConfig"]
    as_json = config["LogFormat"] == "JSON"
    return Logging(
        group=config["LogGroup"],
        as_json=as_json,
        application_level=config["ApplicationLogLevel"] if as_json else None,
        system_level=config["SystemLogLevel"] if as_json else "INFO",
    )
