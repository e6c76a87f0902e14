"""Lambda: what the provider reads back of a function. Running functions is in `awslambda_invoke`."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import is_zipfile

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import EventInvokeConfig, LambdaBackend, LambdaFunction, lambda_backends
from moto.ec2.models import ec2_backends

from ..operations import Place, answers
from .patching import Function, mend
from .service_quotas import CONCURRENCY, quota

_KEPT = ("DeadLetterConfig", "FileSystemConfigs", "KMSKeyArn", "LoggingConfig")


@answers("lambda:GetAccountSettings")
def get_account_settings(place: Place, asked: dict[str, Any]) -> dict[str, Any]:
    """GetAccountSettings: what functions reserve is taken from what the account may run."""
    functions = lambda_backends[place.account][place.region].list_functions()
    limit = int(quota(place, CONCURRENCY))
    reserved = sum(int(each.reserved_concurrency or 0) for each in functions)
    return {
        "AccountLimit": {
            "ConcurrentExecutions": limit,
            "UnreservedConcurrentExecutions": limit - reserved,
        },
        "AccountUsage": {"FunctionCount": len(functions)},
    }


@mend(LambdaFunction, "__init__")
def create_function(original: Function, function: LambdaFunction, *args: Any, **kwargs: Any) -> None:
    """CreateFunction: stock moto forgets several parts of the configuration."""
    original(function, *args, **kwargs)
    function.kept = _keep({}, kwargs.get("spec") or args[1])


@mend(LambdaFunction, "update_configuration")
def update_function_configuration(
    original: Function, function: LambdaFunction, updates: dict[str, Any]
) -> dict[str, Any]:
    """UpdateFunctionConfiguration: stock moto forgets these, tracing and storage too."""
    function.kept = _keep(function.kept, updates)
    if "TracingConfig" in updates:
        function.tracing_config = updates["TracingConfig"]
    if "EphemeralStorage" in updates:
        function.ephemeral_storage = updates["EphemeralStorage"]["Size"]
    return original(function, updates)


def _keep(before: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """A new dictionary: published versions share the one from before. Empty values take things away."""
    kept = {**before, **{name: spec[name] for name in _KEPT if name in spec}}
    if not kept.get("DeadLetterConfig", {}).get("TargetArn"):
        kept.pop("DeadLetterConfig", None)
    return {name: value for name, value in kept.items() if value}


@mend(LambdaFunction, "_set_function_code")
def update_function_code(original: Function, function: LambdaFunction, spec: dict[str, Any]) -> None:
    """CreateFunction, UpdateFunctionCode: stock moto takes what is no archive, and keeps the architecture."""
    original(function, spec)
    if function.package_type == "Zip" and not is_zipfile(BytesIO(function.code_bytes)):
        raise InvalidParameterValueException(
            "Could not unzip uploaded file. Please check your file, then try to upload again."
        )
    if "Architectures" in spec:
        function.architectures = spec["Architectures"]


@mend(LambdaFunction, "get_configuration")
def get_function_configuration(
    original: Function, function: LambdaFunction, on_create: bool = False
) -> dict[str, Any]:
    """GetFunctionConfiguration: what was kept, with AWS's defaults."""
    return {**original(function, on_create), **function.kept, "LoggingConfig": _logging_config(function)}


def _logging_config(function: LambdaFunction) -> dict[str, str]:
    """https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html"""
    given = function.kept.get("LoggingConfig") or {}
    group = given.get("LogGroup") or f"/aws/lambda/{function.function_name}"
    if given.get("LogFormat") != "JSON":
        return {"LogFormat": "Text", "LogGroup": group}
    return {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO", **given, "LogGroup": group}


@mend(LambdaFunction, "vpc_config")
def vpc_config(original: Function, function: LambdaFunction) -> dict[str, Any] | None:
    """GetFunctionConfiguration: the VPC is that of the subnets; stock moto names an invented one."""
    config = original(function)
    if config and config.get("SubnetIds"):
        backend = ec2_backends[function.account_id][function.region]
        return {**config, "VpcId": backend.get_subnet(config["SubnetIds"][0]).vpc_id}
    return config


@mend(LambdaFunction, "get_code")
def get_function(original: Function, function: LambdaFunction) -> dict[str, Any]:
    """GetFunction: stock moto leaves a reserved concurrency of zero out."""
    answer = original(function)
    if function.reserved_concurrency is not None:
        answer["Concurrency"] = {"ReservedConcurrentExecutions": function.reserved_concurrency}
    return answer


@mend(LambdaBackend, "put_function_event_invoke_config")
def put_function_event_invoke_config(
    original: Function, backend: LambdaBackend, function_name: str, config: dict[str, Any]
) -> dict[str, Any]:
    """PutFunctionEventInvokeConfig replaces; stock moto keeps, and shows, the first one."""
    answer = original(backend, function_name, config)
    latest: list[EventInvokeConfig] = backend.get_function(function_name).event_invoke_config
    del latest[:-1]
    return answer
