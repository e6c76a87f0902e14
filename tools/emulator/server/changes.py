"""A counter of changes: `GET /_emulator/changes?after=N` answers once it is above N, or after a while.

    {"count": 12, "places": [{"account": "123456789012", "region": "us-west-2"}], "runs": true}

`places` are the accounts and regions with an API, a load balancer or an ECS cluster; `runs` says if any ECS
service is active.
Calls count that can change what is deployed: no reads, and no writes of data such as objects and log events.
"""

from __future__ import annotations

from threading import Condition

from moto.apigateway.models import apigateway_backends
from moto.ecs.models import ecs_backends
from moto.elbv2.models import elbv2_backends

from .http import HttpRequest
from .identify import Call
from .wire.reply import Reply, json_reply

PATH = "/_emulator/changes"
_WAIT_SECONDS = 20
_READS = ("Describe", "Get", "List", "BatchGet", "BatchCheck", "Head", "Lookup", "Search", "Query", "Scan")
_DATA = {"bedrock-runtime", "cloudwatch", "dynamodb", "logs", "s3", "sqs", "sts"}
_RUNS_CODE = {"lambda:Invoke", "lambda:InvokeAsync", "lambda:InvokeWithResponseStream"}


class Changes:
    """Counts changes, and lets requests wait for the next one."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def note(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def answered(self, call: Call, status: int) -> None:
        """Counts a call that was answered, if it can have changed what is deployed."""
        is_read = call.operation.name.startswith(_READS) or call.service_name in _DATA
        if status < 400 and not is_read and call.name not in _RUNS_CODE:
            self.note()

    def answer(self, request: HttpRequest) -> Reply:
        after = int(request.query.get("after", ["-1"])[0])
        with self._changed:
            self._changed.wait_for(lambda: self._count > after, _WAIT_SECONDS)
            count = self._count
        return json_reply(200, {"count": count, "places": _places(), "runs": _runs()})


def _places() -> list[dict[str, str]]:
    apis = [place for *place, backend in apigateway_backends.iter_backends() if backend.apis]
    balancers = [place for *place, backend in elbv2_backends.iter_backends() if backend.load_balancers]
    clusters = [place for *place, backend in ecs_backends.iter_backends() if backend.clusters]
    found = sorted({(account, region) for account, region in [*apis, *balancers, *clusters]})
    return [{"account": account, "region": region} for account, region in found]


def _runs() -> bool:
    services = [
        service for _, _, backend in ecs_backends.iter_backends() for service in backend.services.values()
    ]
    return any(service.status == "ACTIVE" for service in services)


changes = Changes()
"""The changes of this process."""
