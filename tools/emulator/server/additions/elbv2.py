"""Elastic Load Balancing: what a load balancer is when the request leaves it open, and what protects it."""

from __future__ import annotations

from typing import Any

from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer

from .patching import Function, mend


@mend(ELBv2Backend, "create_load_balancer")
def create_load_balancer(
    original: Function, backend: ELBv2Backend, *args: Any, **kwargs: Any
) -> FakeLoadBalancer:
    """CreateLoadBalancer: stock moto gives none to one that asks for no scheme; AWS makes it public."""
    return original(backend, *args, **{**kwargs, "scheme": kwargs.get("scheme") or "internet-facing"})


@mend(ELBv2Backend, "delete_load_balancer")
def delete_load_balancer(original: Function, backend: ELBv2Backend, arn: str) -> None:
    """DeleteLoadBalancer: refused while deletion protection is on.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
    """
    load_balancer = backend.load_balancers.get(arn)
    if load_balancer is not None and load_balancer.attrs["deletion_protection.enabled"] == "true":
        raise ELBClientError(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )
    original(backend, arn)
