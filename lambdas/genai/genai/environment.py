"""Clients, connection and caches that an execution environment keeps from request to request."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from clinic_database.connection import Credentials, parse_credentials, tls_context
from clinic_database.settings import SettingsError, read_settings

from .aws import AwsClient
from .budget import Budget
from .database import Database
from .errors import UnavailableError
from .repository import Repository
from .session_store import SessionStore
from .vet_index import VetIndex

_OTHERS = {
    "DATABASE_SECRET_ARN": (r"arn:[^\s]+", "the ARN of the secret of the user genai"),
    "CORS_ORIGIN": (r"https?://[^\s/]+", "the origin of the pages that may ask"),
    "DAILY_QUESTIONS": (r"[1-9][0-9]{0,6}", "the number of questions that are answered in a day"),
    "SESSION_TABLE": (r"[A-Za-z0-9_.-]{3,255}", "the name of the DynamoDB table of the sessions"),
    "MODEL_ID_PARAMETER": (r"[A-Za-z0-9_./-]+", "the name of the parameter with the model's id"),
    "EMBEDDING_MODEL_ID_PARAMETER": (
        r"[A-Za-z0-9_./-]+",
        "the name of the parameter with the embedding model's id",
    ),
}

# A changed parameter counts without a deployment.
_MODEL_IDS_SECONDS = 300.0

# New rights reach all of AWS within seconds.
_PAUSES = (1.0, 2.0, 4.0)

_MOVED = {"AccessDeniedException", "ResourceNotFoundException", "ValidationException"}

# For what comes after the last call: the session is saved.
_KEEP_SECONDS = 1.0

# Longer than any request: botocore repeats no question that the model is still busy with.
_MODEL_SECONDS = 30.0


@dataclass(frozen=True)
class ModelIds:
    """Ids or ARNs, as Bedrock takes them."""

    chat: str
    embedding: str


class Environment:
    """Clients and caches that outlive a request. Each is made when it is first needed."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Raises UnavailableError when the variables are not right."""
        try:
            settings = read_settings(variables, _OTHERS)
            tls = tls_context(settings)
        except SettingsError as error:
            raise UnavailableError("settings", str(error)) from error
        self._variables = variables
        self._ssm = AwsClient("ssm", "settings")
        self._secrets = AwsClient("secretsmanager", "database")
        self._model_ids: ModelIds | None = None
        self._model_ids_end = 0.0
        self._bedrock = AwsClient("bedrock-runtime", "model", _MODEL_SECONDS)
        self.sessions = SessionStore(
            AwsClient("dynamodb", "sessions"), variables["SESSION_TABLE"], int(variables["DAILY_QUESTIONS"])
        )
        self.vet_index = VetIndex(self.ask_bedrock)
        self.repository = Repository(Database(settings, tls, self._read_credentials))

    def model_ids(self, budget: Budget) -> ModelIds:
        """The ids in Parameter Store, at most five minutes old. Raises UnavailableError."""
        if self._model_ids is None or time.monotonic() > self._model_ids_end:
            names = [self._variables["MODEL_ID_PARAMETER"], self._variables["EMBEDDING_MODEL_ID_PARAMETER"]]
            answer = self._ssm.call("get_parameters", budget, Names=sorted(set(names)))
            if missing := answer.get("InvalidParameters"):
                raise UnavailableError("settings", f"there is no parameter {' and no '.join(missing)}")
            values = {each["Name"]: str(each["Value"]) for each in answer["Parameters"]}
            self._model_ids = ModelIds(*(values[name] for name in names))
            self._model_ids_end = time.monotonic() + _MODEL_IDS_SECONDS
        return self._model_ids

    def ask_bedrock(
        self, operation: str, model: Literal["chat", "embedding"], budget: Budget, **request: Any
    ) -> dict[str, Any]:
        """The answer of a model. Raises UnavailableError.

        A deployment may change the model at any moment: the parameter then names a new profile, whose rights
        may still be on their way, and the old one is gone.
        """
        pauses = iter(_PAUSES)
        while True:
            asked = self.model_ids(budget)
            try:
                return self._bedrock.call(
                    operation, budget, keep=_KEEP_SECONDS, modelId=getattr(asked, model), **request
                )
            except UnavailableError as error:
                code = error.causes.get("cause_code")
                if code not in _MOVED:
                    raise
                self._model_ids = None
                if self.model_ids(budget) == asked:
                    pause = next(pauses, None) if code == "AccessDeniedException" else None
                    if pause is None:
                        raise
                    time.sleep(budget.seconds("model", at_most=pause, keep=_KEEP_SECONDS))

    def _read_credentials(self, budget: Budget) -> Credentials:
        arn = self._variables["DATABASE_SECRET_ARN"]
        answer = self._secrets.call("get_secret_value", budget, SecretId=arn)
        try:
            return parse_credentials(answer.get("SecretString", ""))
        except ValueError as error:
            raise UnavailableError("database", f"the secret {error}", secret=arn) from error
