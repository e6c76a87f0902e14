"""moto's stores, and with them the additions' own, in a folder that a later emulator goes on from.

`POST /_emulator/keep {"folder": "..."}` writes them there with the databases' files and ends the emulator.
All stores are one pickle, so that what they share stays shared. Other versions of moto, of Python or of these
sources do not read it.
"""

from __future__ import annotations

import json
import marshal
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module, metadata
from pathlib import Path
from threading import Lock, RLock
from types import FunctionType
from typing import Any
from weakref import WeakValueDictionary

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509 import Certificate, load_pem_x509_certificate
from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend
from moto.rds.models import rds_backends
from moto.ssm.models import ParameterDict

from . import traffic
from .additions.rds import certified_names_of
from .additions.rds_parameters import requires_secure_transport
from .databases import databases
from .functions import service as functions
from .hosts import write_hosts
from .http import HttpRequest
from .wire.reply import Reply, json_reply

CONTROL_PATH = "/_emulator/keep"
_STORES, _VERSIONS, _DATABASES = "stores.pickle", "versions.json", "databases"
_OF_EVERY_BACKEND = frozenset(vars(BackendDict(BaseBackend, "")))


def versions() -> dict[str, str]:
    """The versions that have to match before a folder is read, by name."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    digest = sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    return {"moto": metadata.version("moto"), "emulator": digest[:12], "Python": sys.version.split()[0]}


def control(request: HttpRequest) -> Reply:
    folder = Path(json.loads(request.body)["folder"])
    traffic.end()
    functions.end_all()
    folder.mkdir(parents=True, mode=0o700)
    with (folder / _STORES).open("wb") as file:
        _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(list(_stores()))
    databases().keep(folder / _DATABASES)
    (folder / _VERSIONS).write_text(json.dumps(versions()))
    os.kill(os.getpid(), signal.SIGTERM)
    return json_reply(200, {})


def resume(folder: Path) -> str | None:
    """Goes on from what was kept in the folder. Returns why it cannot be read."""
    written, own = json.loads((folder / _VERSIONS).read_text()), versions()
    others = [
        f"{name} {written.get(name)}, not {value}"
        for name, value in own.items()
        if written.get(name) != value
    ]
    if others:
        return f"it was written by {' and '.join(others)}"
    with (folder / _STORES).open("rb") as file:
        for backends, extras, stores in _Unpickler(file).load():
            vars(backends).update(extras)
            for account, region, store in stores:
                dict.__setitem__(backends[account], region, store)
    for _, _, backend in rds_backends.iter_backends():
        for cluster in backend.clusters.values():
            if (folder / _DATABASES / cluster.db_cluster_resource_id).exists():
                databases().resume(
                    cluster.db_cluster_resource_id,
                    folder / _DATABASES,
                    port=cluster.port,
                    names=certified_names_of(cluster),
                    require_secure_transport=requires_secure_transport(cluster),
                )
    write_hosts()
    return None


def _stores() -> Iterator[tuple[BackendDict[Any], dict[str, Any], list[tuple[str, str, BaseBackend]]]]:
    for backends in dict.fromkeys(BackendDict._instances):
        extras = {name: value for name, value in vars(backends).items() if name not in _OF_EVERY_BACKEND}
        yield backends, extras, list(backends.iter_backends())


class _Pickler(pickle.Pickler):
    """Knows how those objects of moto are made anew that pickle does not."""

    def persistent_id(self, value: Any) -> Any:
        """A service's whole store is the module's own, in every process."""
        if isinstance(value, BackendDict):
            return value.backend.__module__, value.backend.__qualname__, None
        if isinstance(value, AccountSpecificBackend):
            return value.backend.__module__, value.backend.__qualname__, value.account_id
        return None

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, (RSAPrivateKey, EllipticCurvePrivateKey)):
            pem = value.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            return _private_key, (pem,)
        if isinstance(value, Certificate):
            return _certificate, (value.public_bytes(Encoding.PEM),)
        if isinstance(value, (type(Lock()), type(RLock()))):
            return (Lock if isinstance(value, type(Lock())) else RLock), ()
        if isinstance(value, WeakValueDictionary):
            return WeakValueDictionary, (), None, None, iter(list(value.items()))
        if isinstance(value, ParameterDict):
            place = (value.account_id, value.region_name)
            return ParameterDict, place, vars(value), None, iter(list(dict.items(value)))
        if isinstance(value, FunctionType) and value.__name__ == "<lambda>" and value.__closure__ is None:
            return _lambda, (marshal.dumps(value.__code__), value.__module__)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: Any) -> Any:
        module, name, account = pid
        known = (each for each in vars(import_module(module)).values() if isinstance(each, BackendDict))
        backends = next(each for each in known if each.backend.__qualname__ == name)
        return backends if account is None else backends[account]


def _private_key(pem: bytes) -> Any:
    return load_pem_private_key(pem, None)


def _certificate(pem: bytes) -> Certificate:
    return load_pem_x509_certificate(pem)


def _lambda(code: bytes, module: str) -> FunctionType:
    return FunctionType(marshal.loads(code), vars(import_module(module)))
