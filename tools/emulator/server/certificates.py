"""A certificate authority of the emulator's own, for servers that it runs on loopback."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_LIFETIME = timedelta(days=365)
_CLOCK_SKEW = timedelta(hours=1)
_NO_USE = {
    "digital_signature": False,
    "content_commitment": False,
    "key_encipherment": False,
    "data_encipherment": False,
    "key_agreement": False,
    "key_cert_sign": False,
    "crl_sign": False,
    "encipher_only": False,
    "decipher_only": False,
}
_SIGNING = {**_NO_USE, "key_cert_sign": True, "crl_sign": True}
_SERVING = {**_NO_USE, "digital_signature": True}


class Authority:
    """Signs certificates for servers on loopback. Its key never leaves this process."""

    def __init__(self, certificate_file: Path) -> None:
        """Makes a new authority and writes its certificate, which clients have to trust, as PEM."""
        self.file = certificate_file
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Emulator database CA")
        certificate = (
            _builder(self._name, self._name, self._key.public_key(), _SIGNING)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        # In one step: a client may be reading it.
        aside = certificate_file.with_name(f"{certificate_file.name}.new")
        aside.write_bytes(certificate.public_bytes(Encoding.PEM))
        aside.replace(certificate_file)

    def issue(self, certificate_file: Path, key_file: Path, host: str, names: Sequence[str]) -> None:
        """Writes a server's certificate, for its address, localhost and other names, and its private key.

        Only the user of this process may read the key.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        address = x509.IPAddress(ipaddress.ip_address(host))
        alternatives = [address, *(x509.DNSName(name) for name in ("localhost", *names))]
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        certificate = (
            _builder(_name(host), self._name, key.public_key(), _SERVING)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(identifier, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        certificate_file.write_bytes(certificate.public_bytes(Encoding.PEM))
        key_file.touch(mode=0o600)
        key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, usage: dict[str, bool]
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_SKEW)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
