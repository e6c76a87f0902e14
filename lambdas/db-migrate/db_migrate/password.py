"""Passwords of application users."""

from __future__ import annotations

import hashlib
import secrets
import string

# Letters and digits need no escape in JDBC addresses, YAML or a shell. 40 of them are 238 bits.
_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 40


def new_password() -> str:
    """Nobody has seen it before."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def native_hash(password: str) -> str:
    """What mysql_native_password keeps of a password: statements carry it, so no log ever holds the password.

    https://dev.mysql.com/doc/refman/8.0/en/native-pluggable-authentication.html
    """
    # The plugin's own algorithm; the strength lies in the password's length.
    inner = hashlib.sha1(password.encode()).digest()
    return "*" + hashlib.sha1(inner).hexdigest().upper()
