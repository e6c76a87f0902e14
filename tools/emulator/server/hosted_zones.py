"""`POST /_emulator/hosted-zone`: a public hosted zone of a given id.

An AWS account has the zone of a domain, and its id, before any stack comes. Route 53 gives ids by itself, so
through its API none can be made that configuration already names.

Takes `{"id": "Z0123456789EXAMPLE", "name": "petclinic.example.com"}` and answers the same with the
`nameServers` of the zone. Asked again it answers the zone that is there, which keeps its records.
"""

from __future__ import annotations

import json
import re
from threading import Lock
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.route53.models import FakeZone, route53_backends

from .http import HttpRequest
from .wire.reply import Reply, json_reply

CONTROL_PATH = "/_emulator/hosted-zone"
_ACCOUNT = re.compile(r"\d{12}")
_ID = re.compile(r"Z[A-Z0-9]{1,31}")
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})+")
_lock = Lock()


class ZoneError(Exception):
    """A zone that cannot be made."""


def control(request: HttpRequest) -> Reply:
    if request.method != "POST":
        return json_reply(405, {"message": f"{CONTROL_PATH} takes POST."})
    try:
        account, zone_id, name = _checked(json.loads(request.body))
        with _lock:
            zone = _ensure(account, zone_id, name)
    except (ValueError, ZoneError) as error:
        return json_reply(400, {"message": f"The hosted zone cannot be made: {error}."})
    name_servers = zone.delegation_set.name_servers if zone.delegation_set else []
    return json_reply(200, {"id": zone_id, "name": name, "nameServers": name_servers})


def _checked(value: Any) -> tuple[str, str, str]:
    if not isinstance(value, dict) or {*value} - {"account"} != {"id", "name"}:
        raise ZoneError('the body has to be {"id": ..., "name": ...}')
    account = value.get("account", DEFAULT_ACCOUNT_ID)
    zone_id, name = value["id"], value["name"]
    if not isinstance(account, str) or not _ACCOUNT.fullmatch(account):
        raise ZoneError(f"account is {account!r}; allowed: 12 digits")
    if not isinstance(zone_id, str) or not _ID.fullmatch(zone_id):
        raise ZoneError(f"id is {zone_id!r}; allowed: Z, then 1 to 31 capital letters and digits")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ZoneError(f"name is {name!r}; allowed: a domain in small letters such as petclinic.example.com")
    return account, zone_id, name


def _ensure(account: str, zone_id: str, name: str) -> FakeZone:
    backend = route53_backends[account]["aws"]
    zone: FakeZone | None = backend.zones.get(zone_id)
    if zone is None:
        zone = backend.create_hosted_zone(f"{name}.", private_zone=False)
        del backend.zones[zone.resource_id]
        zone.resource_id = zone_id
        backend.zones[zone_id] = zone
    if zone.name != f"{name}.":
        raise ZoneError(f"{zone_id} is the zone of {zone.name.rstrip('.')} already")
    return zone
