"""Bedrock's Converse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .aws_client import AwsClient
from .budget import Budget
from .model_answer import ModelAnswer, read_answer
from .parameters import ModelIdSource
from .prompt import system_prompt
from .tools.all import TOOLS
from .turns import Message

_SECONDS = 20.0

# For what comes after the last call: the session is saved.
_KEEP_SECONDS = 1.0

_INFERENCE = {"maxTokens": 1024, "temperature": 0.0}


@dataclass(frozen=True)
class Model:
    """The model that the parameter names."""

    bedrock: AwsClient
    ids: ModelIdSource

    def answer(self, messages: Sequence[Message], budget: Budget) -> ModelAnswer:
        """What the model says next. Raises UnavailableError.

        https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
        """
        answer = self.bedrock.call(
            "converse",
            budget,
            at_most=_SECONDS,
            keep=_KEEP_SECONDS,
            modelId=self.ids.get(budget).chat,
            system=[{"text": system_prompt()}],
            messages=list(messages),
            inferenceConfig=_INFERENCE,
            toolConfig={"tools": [tool.specification() for tool in TOOLS.values()]},
        )
        return read_answer(answer)
