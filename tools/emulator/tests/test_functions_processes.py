"""No process of a Lambda function outlives what it belongs to."""

from __future__ import annotations

import threading

from function_harness import PID, Functions, eventually, gone
from harness import Clients, Emulator


def test_a_reset_ends_all(emulator: Emulator, client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID, Timeout=300)
    busy = functions.run_on()
    emulator.reset()
    assert gone(busy)


def test_deleting_a_function_ends_it_and_tells_who_waits(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID, Timeout=300)
    other = Functions(client)
    errors: list[str] = []

    def wait() -> None:
        try:
            other.invoke(300)
        except Exception as error:
            errors.append(str(error))

    waiting = threading.Thread(target=wait)
    waiting.start()
    pid = functions.first_pid()
    functions.api.delete_function(FunctionName="fn")
    waiting.join()
    assert gone(pid)
    assert "ResourceNotFoundException" in errors[0]


def test_deleting_a_version_leaves_the_others(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID, Publish=True)
    latest, first = functions.invoke(0).payload, functions.invoke(0, Qualifier="1").payload
    functions.api.delete_function(FunctionName="fn", Qualifier="1")
    assert (gone(latest), gone(first)) == (False, True)


def test_what_was_deployed_before_ends_with_the_next_invocation(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID, Publish=True)
    first, latest = functions.invoke(0, Qualifier="1").payload, functions.invoke(0).payload
    functions.update(PID + "\n")
    functions.invoke(0)
    assert (gone(first), gone(latest)) == (False, True)


def test_what_a_function_starts_ends_with_it(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy("""
        import subprocess
        def handler(event, context):
            return subprocess.Popen(["sleep", "60"]).pid
    """)
    child = functions.invoke().payload
    assert not gone(child)
    functions.api.delete_function(FunctionName="fn")
    eventually(lambda: gone(child))
