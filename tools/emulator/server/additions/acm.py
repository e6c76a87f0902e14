"""Certificate Manager: a certificate is issued when DNS says that its domain is ours."""

from __future__ import annotations

from moto.acm.models import CertBundle
from moto.route53.models import route53_backends

from .patching import Function, mend


@mend(CertBundle, "check")
def validate(original: Function, certificate: CertBundle) -> None:
    """DescribeCertificate: pending until all validation records stand in public zones.

    Stock moto issues every certificate after a while.
    https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
    """
    if certificate.status != "PENDING_VALIDATION" or _wanted(certificate) <= _published(
        certificate.arn.split(":")[4]
    ):
        original(certificate)


def _wanted(certificate: CertBundle) -> set[tuple[str, str]]:
    """Name and value of the records that ACM looks for."""
    options = certificate.describe()["Certificate"].get("DomainValidationOptions", [])
    records = [option["ResourceRecord"] for option in options if option["ValidationMethod"] == "DNS"]
    return {(_dotless(record["Name"]), _dotless(record["Value"])) for record in records}


def _published(account: str) -> set[tuple[str, str]]:
    """Name and value of every alias record in a public zone of the account."""
    return {
        (_dotless(record.name), _dotless(value))
        for zone in route53_backends[account]["aws"].zones.values()
        if not zone.private_zone
        for record in zone.rrsets
        if record.type == "CNAME"
        for value in record.records
    }


def _dotless(name: str) -> str:
    return name.rstrip(".")
