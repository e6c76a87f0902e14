"""What a tool is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..budget import Budget
from ..parameters import ModelIdSource
from ..repository import Repository
from ..vet_index import VetIndex


@dataclass(frozen=True)
class Workbench:
    """What tools work with."""

    repository: Repository
    vet_index: VetIndex
    model_ids: ModelIdSource
    budget: Budget


@dataclass(frozen=True)
class Outcome:
    """What a tool found or did."""

    result: Mapping[str, object]
    """JSON for the model."""
    done: str = ""
    """What was written and committed, as a sentence for the user; empty when nothing was."""


@dataclass(frozen=True)
class Tool:
    """A tool as the model sees it, and what it does."""

    name: str
    description: str
    run: Callable[[Mapping[str, object], Workbench], Outcome]
    """Raises ToolRefusedError or UnavailableError."""
    properties: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    def specification(self) -> dict[str, object]:
        """https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html"""
        schema = {
            "type": "object",
            "properties": self.properties,
            "required": list(self.required),
            "additionalProperties": False,
        }
        return {
            "toolSpec": {
                "name": self.name,
                "description": self.description,
                "inputSchema": {"json": schema},
            }
        }
