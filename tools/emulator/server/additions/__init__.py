"""Additions to stock moto: what it lacks or gets wrong for this project's stacks, one module per AWS service.

A module mends moto's own classes with the decorators of `patching`, or answers whole operations with that of
`operations`. Whatever it has to remember lives on moto's objects, so that moto's reset clears it as well.
To add a service, add a module: all are installed.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def install() -> None:
    """Imports every module of this package, which applies its patches."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
