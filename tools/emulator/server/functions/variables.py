"""The whole environment of a function's process."""

from __future__ import annotations

from pathlib import Path

from moto import settings
from moto.sts.models import sts_backends

from ..strict.function_rights import issue
from .deployment import Deployment

_SESSION_SECONDS = 12 * 3600


def variables(
    deployment: Deployment, *, task_root: Path, runtime_dir: Path, runtime_api: str, log_stream: str
) -> dict[str, str]:
    """The variables deployed, and those of the runtime, of which Lambda reserves all but the first four.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    No AWS_XRAY_DAEMON_ADDRESS: there is no daemon, and Lambda's address lies outside of this machine.
    """
    log = deployment.logging
    return {
        "LANG": "C.UTF-8",  # Lambda's en_US.UTF-8 is not installed everywhere
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "TZ": ":UTC",
        "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        **dict(deployment.variables),
        "_HANDLER": deployment.handler,
        "AWS_REGION": deployment.region,
        "AWS_DEFAULT_REGION": deployment.region,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{deployment.runtime}",
        "AWS_LAMBDA_FUNCTION_NAME": deployment.name,
        "AWS_LAMBDA_FUNCTION_VERSION": deployment.version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(deployment.memory_mib),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": log.group,
        "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
        "AWS_LAMBDA_LOG_FORMAT": "JSON" if log.as_json else "Text",
        **({"AWS_LAMBDA_LOG_LEVEL": log.application_level} if log.application_level else {}),
        "AWS_LAMBDA_RUNTIME_API": runtime_api,
        "LAMBDA_TASK_ROOT": str(task_root),
        "LAMBDA_RUNTIME_DIR": str(runtime_dir),
        **_credentials(deployment),
        **_emulator(deployment),
    }


def _credentials(deployment: Deployment) -> dict[str, str]:
    """Credentials of the function's role, in a session named after the function."""
    role = sts_backends[deployment.account]["aws"].assume_role(
        region_name=deployment.region,
        role_session_name=deployment.name,
        role_arn=deployment.role,
        policy="",
        duration=_SESSION_SECONDS,
        external_id="",
    )
    issue(role, f"arn:aws:lambda:{deployment.region}:{deployment.account}:function:{deployment.name}")
    return {
        "AWS_ACCESS_KEY_ID": role.access_key_id,
        "AWS_SECRET_ACCESS_KEY": role.secret_access_key,
        "AWS_SESSION_TOKEN": role.session_token,
    }


def _emulator(deployment: Deployment) -> dict[str, str]:
    """Variables that no function in AWS has: they keep the function's calls inside the emulator."""
    found = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{settings.moto_server_port()}",
        # Without these the SDK would read the person's own, which could lead it to an account.
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    }
    if deployment.database_ca is not None:
        found["EXTRA_CA_CERTS"] = str(deployment.database_ca)
    return found
