"""How one call is taken back by another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jmespath

Prepare = Callable[[Any, dict[str, Any]], dict[str, Any]]
"""What has to be done or asked before: gets a client of the service and the arguments, returns those."""


@dataclass(frozen=True)
class Inverse:
    """The call that takes back what another made.

    Expressions are JMESPath over that other call: `in` is its input, `out` its output.
    https://jmespath.org/specification.html
    """

    operation: str
    """Of the same service, such as `DeleteVpc`."""
    types: tuple[str, ...]
    """Terraform's types of what was made. None for a lock, which no state knows."""
    ids: Mapping[str, str]
    """The members that name what was made, each with an expression."""
    always: Mapping[str, Any]
    """The members that are the same for all."""
    known: str | None
    """An expression for the values that a state has of it, where these are not those of `ids`."""
    when: str | None
    """An expression that is true of the calls that make something, where not all do."""
    prepare: Prepare | None

    def makes(self, call: Mapping[str, Any]) -> bool:
        return self.when is None or bool(jmespath.search(self.when, call))

    def arguments(self, call: Mapping[str, Any]) -> dict[str, Any]:
        """What names the thing in the call that takes it back."""
        found = {member: jmespath.search(path, call) for member, path in self.ids.items()}
        return {member: value for member, value in found.items() if value is not None}

    def identity(self, call: Mapping[str, Any]) -> list[str]:
        """Values that a resource of the state has, all of them, when it is this thing."""
        found = jmespath.search(self.known, call) if self.known else list(self.arguments(call).values())
        return sorted(_texts(found))


def _texts(value: Any) -> set[str]:
    if isinstance(value, dict):
        return _texts(list(value.values()))
    if isinstance(value, (list, tuple)):
        return {text for each in value for text in _texts(each)}
    return set() if value is None else {str(value)}


def by(
    operation: str,
    *types: str,
    always: Mapping[str, Any] | None = None,
    known: str | None = None,
    when: str | None = None,
    prepare: Prepare | None = None,
    **ids: str,
) -> Inverse:
    """`by("DeleteVpc", "aws_vpc", VpcId="out.Vpc.VpcId")`"""
    return Inverse(operation, types, ids, always or {}, known, when, prepare)
