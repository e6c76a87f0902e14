"""`/_emulator/made`: what runs of Terraform made for a stack, and how it is taken back.

`GET ?stack=dev-data` answers `{"made": [...]}` in the order in which it was made, each with `number`,
`call`, `command` (the process that ran Terraform), `types` and `identity` (of what type a resource of the
state is, and which values it has, that is this thing), and `settled` (whether a state is known to have it).

`POST {"stack": "dev-data", "undo": [3, 4]}` takes back the things of these numbers, and takes all others of
the stack for known to a state. It answers `{"stuck": [...]}` with what could not be taken back, each with the
`reason`. That stays in the list.
"""

from __future__ import annotations

import json
import os
from typing import Any

from ..http import HttpRequest
from ..wire.reply import Reply, json_reply
from .ledger import Ledger, Made
from .undo import Undoing

CONTROL_PATH = "/_emulator/made"

ledger = Ledger()
"""That of this process."""


def control(request: HttpRequest) -> Reply:
    try:
        if request.method == "GET":
            return json_reply(200, {"made": [_told(made) for made in ledger.of(request.query["stack"][0])]})
        if request.method == "POST":
            asked = json.loads(request.body)
            return json_reply(200, {"stuck": _settle(asked["stack"], set(asked["undo"]))})
    except (KeyError, TypeError, ValueError):
        return json_reply(400, {"message": f"{CONTROL_PATH} takes ?stack=..., or a stack and undo in JSON."})
    return json_reply(405, {"message": f"{CONTROL_PATH} takes GET and POST."})


def _settle(stack: str, numbers: set[int]) -> list[dict[str, Any]]:
    things = ledger.of(stack)
    endpoint = f"http://127.0.0.1:{os.environ['MOTO_PORT']}"
    reasons = Undoing(endpoint, ledger.forget).undo(made for made in things if made.number in numbers)
    ledger.settle(stack, but=reasons)
    return [{**_told(made), "reason": reasons[made.number]} for made in things if made.number in reasons]


def _told(made: Made) -> dict[str, Any]:
    return {
        "number": made.number,
        "call": made.name,
        "command": made.run.command,
        "types": list(made.inverse.types),
        "identity": made.identity,
        "settled": made.settled,
    }
