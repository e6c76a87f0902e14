"""The ids of the models, out of Parameter Store."""

from __future__ import annotations

import time
from dataclasses import dataclass

from .aws_client import AwsClient
from .budget import Budget
from .errors import UnavailableError

_SECONDS = 5.0

# So that a changed parameter counts without a deployment.
_LIFETIME_SECONDS = 300.0


@dataclass(frozen=True)
class ModelIds:
    """Ids or ARNs, as Bedrock takes them."""

    chat: str
    embedding: str


class ModelIdSource:
    """Remembers them for five minutes."""

    def __init__(self, ssm: AwsClient, chat_parameter: str, embedding_parameter: str) -> None:
        self._ssm = ssm
        self._names = (chat_parameter, embedding_parameter)
        self._known: ModelIds | None = None
        self._read_at = 0.0

    def get(self, budget: Budget) -> ModelIds:
        """Raises UnavailableError."""
        if self._known is None or time.monotonic() - self._read_at > _LIFETIME_SECONDS:
            self._known = self._read(budget)
            self._read_at = time.monotonic()
        return self._known

    def _read(self, budget: Budget) -> ModelIds:
        answer = self._ssm.call("get_parameters", budget, at_most=_SECONDS, Names=sorted(set(self._names)))
        values = {each["Name"]: str(each["Value"]) for each in answer["Parameters"]}
        missing = [name for name in self._names if name not in values]
        if missing:
            raise UnavailableError("settings", f"there is no parameter {' and no '.join(missing)}")
        chat, embedding = self._names
        return ModelIds(values[chat], values[embedding])
