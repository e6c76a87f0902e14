"""Decorators with which an addition changes a class of moto."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

Function = Callable[..., Any]


def mend(owner: type | ModuleType, name: str) -> Callable[[Function], Function]:
    """Replaces a method, a static method or a property, which keeps its setter, or a function of a module.

    The replacement gets the original as its first argument.
    A name that a newer moto no longer has fails at start, rather than leaving a mend without effect.
    """

    def decorate(replacement: Function) -> Function:
        attribute = vars(owner)[name]
        original = _function(attribute)

        @wraps(original)
        def mended(*args: Any, **kwargs: Any) -> Any:
            return replacement(original, *args, **kwargs)

        kept: Any = mended
        if isinstance(attribute, property):
            kept = property(mended, attribute.fset)
        elif isinstance(attribute, staticmethod):
            kept = staticmethod(mended)
        setattr(owner, name, kept)
        return replacement

    return decorate


def add(owner: type, name: str, kind: Callable[[Function], Any] | None = None) -> Callable[[Function], Any]:
    """Gives `owner` the method `name`, or a `property`. One that a newer moto has by itself fails at start.

    Returns what `owner` has then.
    """

    def decorate(function: Function) -> Any:
        addition = function if kind is None else kind(function)
        if hasattr(owner, name):
            raise TypeError(f"moto's {owner.__name__} has {name} by now: the addition is not needed any more")
        setattr(owner, name, addition)
        return addition

    return decorate


def _function(attribute: Any) -> Any:
    if isinstance(attribute, property):
        return attribute.fget
    return attribute.__func__ if isinstance(attribute, staticmethod) else attribute
