"""Route 53: the ids of hosted zones."""

from __future__ import annotations

from typing import Any

from moto.route53.models import HostedZoneIdentifier

from .patching import Function, mend


@mend(HostedZoneIdentifier, "generate")
def hosted_zone_id(original: Function, zone: HostedZoneIdentifier, *args: Any, **kwargs: Any) -> str:
    """CreateHostedZone: AWS's ids begin with a Z, stock moto's with any letter or digit."""
    return "Z" + original(zone, *args, **kwargs)[1:]
