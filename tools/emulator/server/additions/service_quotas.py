"""Service Quotas: stock moto has those of VPCs, and raises none.

A new account has AWS's defaults. A request for more is granted at once.
https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
"""

from __future__ import annotations

from typing import Any

from moto.servicequotas.models import servicequotas_backends
from moto.servicequotas.resources.default_quotas.vpc import VPC_DEFAULT_QUOTAS

from ..operations import Place, ServiceError, answers

CONCURRENCY = ("lambda", "L-B99A9384")
_DEFAULTS: dict[tuple[str, str], tuple[str, float]] = {
    ("fargate", "L-3032A538"): ("Fargate On-Demand vCPU resource count", 6),
    ("ec2", "L-0263D0A3"): ("EC2-VPC Elastic IPs", 5),
    ("elasticloadbalancing", "L-53DA6B97"): ("Application Load Balancers per Region", 50),
    CONCURRENCY: ("Concurrent executions", 1000),
    **{("vpc", each["QuotaCode"]): (each["QuotaName"], each["Value"]) for each in VPC_DEFAULT_QUOTAS},
}


def quota(place: Place, key: tuple[str, str]) -> float:
    """The value that applies now. Raises ServiceError for a quota that the emulator does not know."""
    if key not in _DEFAULTS:
        raise ServiceError("NoSuchResourceException", f"There is no quota {key[1]} of {key[0]}.")
    return _granted(place).get(key, _DEFAULTS[key][1])


@answers("service-quotas:GetServiceQuota")
def get_service_quota(place: Place, asked: dict[str, Any]) -> dict[str, Any]:
    return {"Quota": _described(place, _key(asked))}


@answers("service-quotas:RequestServiceQuotaIncrease")
def request_service_quota_increase(place: Place, asked: dict[str, Any]) -> dict[str, Any]:
    key, desired = _key(asked), float(asked["DesiredValue"])
    if desired <= quota(place, key):
        raise ServiceError(
            "IllegalArgumentException", "The desired value has to be above the quota that applies."
        )
    _granted(place)[key] = desired
    return {"RequestedQuota": {**asked, "Status": "APPROVED"}}


def _key(asked: dict[str, Any]) -> tuple[str, str]:
    return asked["ServiceCode"], asked["QuotaCode"]


def _described(place: Place, key: tuple[str, str]) -> dict[str, Any]:
    value = quota(place, key)
    return {
        "ServiceCode": key[0],
        "QuotaCode": key[1],
        "QuotaName": _DEFAULTS[key][0],
        "Value": value,
        "Adjustable": True,
    }


def _granted(place: Place) -> dict[tuple[str, str], float]:
    """Quotas that were raised; they live on moto's backend, so a reset clears them."""
    granted: dict[tuple[str, str], float] = vars(
        servicequotas_backends[place.account][place.region]
    ).setdefault("granted", {})
    return granted
