"""What the function's environment says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import UnavailableError

_PATTERNS = {
    "DATABASE_HOST": (r"[A-Za-z0-9.:-]{1,255}", "the host name of the writer"),
    "DATABASE_PORT": (r"[1-9][0-9]{0,4}", "its port, such as 3306"),
    "DATABASE_NAME": (r"[a-z][a-z0-9_]{0,47}", "the name of the database, such as petclinic"),
    "DATABASE_SECRET_ARN": (r"arn:[^\s]+", "the ARN of the secret of the user genai"),
    "SESSION_TABLE": (r"[A-Za-z0-9_.-]{3,255}", "the name of the DynamoDB table of the sessions"),
    "MODEL_ID_PARAMETER": (r"[A-Za-z0-9_./-]+", "the name of the parameter with the model's id"),
    "EMBEDDING_MODEL_ID_PARAMETER": (
        r"[A-Za-z0-9_./-]+",
        "the name of the parameter with the embedding model's id",
    ),
}


@dataclass(frozen=True)
class Settings:
    """Where everything is that the function needs."""

    host: str
    port: int
    database: str
    secret_arn: str
    session_table: str
    model_id_parameter: str
    embedding_model_id_parameter: str
    extra_ca_certs: Path | None
    """PEM file of certificate authorities that are trusted beside those of RDS."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises UnavailableError with every variable that is missing or wrong."""
    problems = [
        f"{name} is {environment[name]!r}, but has to be {meaning}"
        if name in environment
        else f"{name} is not set: it is {meaning}"
        for name, (pattern, meaning) in _PATTERNS.items()
        if not re.fullmatch(pattern, environment.get(name, ""))
    ]
    if problems:
        raise UnavailableError("settings", "; ".join(problems))
    extra = environment.get("EXTRA_CA_CERTS")
    return Settings(
        host=environment["DATABASE_HOST"],
        port=int(environment["DATABASE_PORT"]),
        database=environment["DATABASE_NAME"],
        secret_arn=environment["DATABASE_SECRET_ARN"],
        session_table=environment["SESSION_TABLE"],
        model_id_parameter=environment["MODEL_ID_PARAMETER"],
        embedding_model_id_parameter=environment["EMBEDDING_MODEL_ID_PARAMETER"],
        extra_ca_certs=Path(extra) if extra else None,
    )
