"""Elastic Load Balancing: what a load balancer is when the request leaves it open."""

from __future__ import annotations

from typing import Any

from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer

from .patching import Function, mend


@mend(ELBv2Backend, "create_load_balancer")
def create_load_balancer(
    original: Function, backend: ELBv2Backend, *args: Any, **kwargs: Any
) -> FakeLoadBalancer:
    """CreateLoadBalancer: stock moto gives none to one that asks for no scheme; AWS makes it public."""
    return original(backend, *args, **{**kwargs, "scheme": kwargs.get("scheme") or "internet-facing"})
