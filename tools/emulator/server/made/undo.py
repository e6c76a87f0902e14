"""Takes back what runs made: by the calls that anybody would make, at the emulator's own address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.model import ListShape, Shape, StructureShape

from ..models import load
from .ledger import Made

_GONE = re.compile(r"NotFound|NoSuch|NotExist")
"""What services say of something that is not there: nothing has to be taken back then."""

_CONFIG = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, inject_host_prefix=False)


class Undoing:
    """Takes back in passes: some things go only when others are gone."""

    def __init__(self, endpoint: str, forget: Callable[[Made], None]) -> None:
        self._endpoint = endpoint
        self._forget = forget
        self._clients: dict[tuple[str, str], Any] = {}

    def undo(self, things: Iterable[Made]) -> dict[int, str]:
        """Takes back what can be, the last that was made first, as long as something goes.

        Returns what is said of each that stays, by its number.
        """
        left = sorted(things, key=lambda made: -made.number)
        while left:
            reasons: dict[int, str] = {}
            for made in left:
                reason = self._attempt(made)
                if reason is None:
                    self._forget(made)
                else:
                    reasons[made.number] = reason
            if len(reasons) == len(left):
                return reasons
            left = [made for made in left if made.number in reasons]
        return {}

    def _attempt(self, made: Made) -> str | None:
        client = self._client(made)
        arguments = typed(made)
        try:
            if made.inverse.prepare is not None:
                arguments = made.inverse.prepare(client, arguments)
            getattr(client, xform_name(made.inverse.operation))(**arguments, **made.inverse.always)
        except ClientError as error:
            code = str(error.response["Error"].get("Code", ""))
            return None if _GONE.search(code) else str(error)
        except BotoCoreError as error:
            return str(error)
        return None

    def _client(self, made: Made) -> Any:
        key = (made.service, made.region)
        if key not in self._clients:
            self._clients[key] = boto3.client(
                made.service,
                region_name=made.region,
                endpoint_url=self._endpoint,
                aws_access_key_id="emulator",
                aws_secret_access_key="emulator",
                config=_CONFIG,
            )
        return self._clients[key]


def typed(made: Made) -> dict[str, Any]:
    """The arguments with numbers and booleans for the texts that they are in forms and XML."""
    shape = load(made.service).operation_model(made.inverse.operation).input_shape
    arguments: dict[str, Any] = _typed(shape, made.arguments)
    return arguments


def _typed(shape: Shape | None, given: Any) -> Any:
    if isinstance(given, dict) and isinstance(shape, StructureShape):
        return {name: _typed(shape.members.get(name), value) for name, value in given.items()}
    if isinstance(given, list) and isinstance(shape, ListShape):
        return [_typed(shape.member, value) for value in given]
    if isinstance(given, str) and shape is not None:
        if shape.type_name == "boolean":
            return given == "true"
        if shape.type_name in ("integer", "long"):
            return int(given)
    return given
