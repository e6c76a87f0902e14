"""Whom the database's certificate has to come from."""

from __future__ import annotations

import ssl
from pathlib import Path

from .errors import UnavailableError

RDS_CA = Path(__file__).parents[1] / "rds-ca.pem"


def tls_context(extra_ca_certs: Path | None) -> ssl.SSLContext:
    """Trusts the authorities of RDS in the package, and those of the file. Raises UnavailableError.

    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
    """
    # This protocol checks certificate and host name.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(RDS_CA)
    if extra_ca_certs is not None:
        try:
            context.load_verify_locations(extra_ca_certs)
        except (OSError, ssl.SSLError) as error:
            raise UnavailableError(
                "settings", f"EXTRA_CA_CERTS names {extra_ca_certs}, which is no readable PEM file: {error}"
            ) from error
    return context
