"""Parts of running functions that would take minutes to see through the front door."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, cast

import pytest
from function_harness import eventually
from server.functions import folders
from server.functions.invocation import Invocation, Outcome
from server.functions.output import Messages
from server.functions.pool import Pool, TooManyInvocationsError
from server.functions.runtime_api import RuntimeApi
from server.functions.service import Answer, run_with_retries

FAILED, DONE = Answer(b"", True, ""), Answer(b"", False, "")


@dataclass(frozen=True)
class Deployed:
    name: str = "fn"
    arn: str = "arn:fn"


class Environment:
    def __init__(self, deployment: Any) -> None:
        self.deployment = deployment
        self.usable = True

    def end(self) -> None:
        self.usable = False


def test_what_is_idle_for_long_ends() -> None:
    make, deployed = cast("Any", Environment), cast("Any", Deployed())
    pool = Pool(make, idle_seconds=0.3)
    with pool.borrow(deployed, None) as environment:
        time.sleep(0.5)
        assert environment.usable
        before = time.monotonic()
    eventually(lambda: not environment.usable)
    assert time.monotonic() - before > 0.3


@pytest.mark.parametrize(
    ("retries", "answers", "waits"),
    [
        (2, [FAILED, FAILED, FAILED], [60, 120]),
        (2, [FAILED, DONE], [60]),
        (1, [FAILED, FAILED], [60]),
        (0, [FAILED], []),
        (0, [TooManyInvocationsError("busy"), TooManyInvocationsError("busy"), DONE], [1, 1]),
        (2, [RuntimeError("deleted")], []),
    ],
)
def test_an_asynchronous_invocation_is_retried_as_configured(
    retries: int, answers: list[Answer | Exception], waits: list[int]
) -> None:
    left, waited = list(answers), list[float]()

    def attempt() -> Answer:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    run_with_retries(attempt, retries, sleep=waited.append)
    assert (left, waited) == ([], waits)


def test_where_the_runtime_client_is_missing_invoking_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_RUNTIME", ("awslambdaric-for-this-system",))
    with pytest.raises(NotImplementedError, match=r"awslambdaric-for-this-system.* on Linux"):
        folders.runtime_folder()


def _frame(text: str) -> bytes:
    data = text.encode()
    return b"\xa5\x5a\x00\x0f" + len(data).to_bytes(4, "big") + bytes(8) + data


@pytest.mark.parametrize("size", [1, 3, 16, 1000])
def test_messages_are_the_same_however_the_stream_is_cut(size: int) -> None:
    stream = b"one\n\xc3\xa5Z\ntwo" + _frame("a\nb\n") + _frame("c") + b"\n\nthree\r\nrest"
    messages, found = Messages(), []
    for start in range(0, len(stream), size):
        found += messages.feed(stream[start : start + size])
    assert [*found, *messages.rest()] == ["one", "åZ", "two", "a\nb", "c", "three", "rest"]


def test_a_runtime_that_fails_before_the_invocation_is_offered_fails_it() -> None:
    api = RuntimeApi(begin=lambda _: None, settle=lambda: None)
    invocation = Invocation(b"{}", "arn", 1)
    error = b'{"errorType": "Runtime.ImportModuleError"}'
    with ThreadPoolExecutor() as pool:
        connection = HTTPConnection(api.address)
        connection.request("POST", "/2018-06-01/runtime/init/error", error)
        status = pool.submit(lambda: connection.getresponse().status)
        assert wait([status], timeout=0.2).not_done
        api.offer(invocation)
        assert status.result() == 202
    api.close()
    assert invocation.outcome == Outcome(error, "failure")
