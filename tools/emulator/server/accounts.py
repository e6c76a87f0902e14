"""The account that a request is about.

An access key of 12 digits is the account itself, any other is of a role or a user. Whoever sends something
else is in the default account.
"""

from __future__ import annotations

import re

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import BaseResponse
from moto.iam import models

from .additions.patching import Function, mend
from .http import HttpRequest

_ACCESS_KEY = re.compile(r"Credential=([^/]+)/")
_ACCOUNT = re.compile(r"\d{12}")


@mend(models, "get_account_id_from")
def account_of_key(original: Function, access_key: str) -> str:
    return access_key if _ACCOUNT.fullmatch(access_key) else str(original(access_key))


@mend(BaseResponse, "get_access_key")
def access_key(original: Function, response: BaseResponse) -> str:
    """Stock moto knows keys of 20 letters and digits."""
    found = _ACCESS_KEY.search(response.headers.get("Authorization") or "")
    return found.group(1) if found and _ACCOUNT.fullmatch(found.group(1)) else str(original(response))


def access_key_of(request: HttpRequest) -> str | None:
    """The access key that signed a request."""
    found = _ACCESS_KEY.search(request.headers.get("Authorization") or "")
    return found.group(1) if found else None


def account_of(request: HttpRequest) -> str:
    key = access_key_of(request)
    return DEFAULT_ACCOUNT_ID if key is None else str(models.get_account_id_from(key))
