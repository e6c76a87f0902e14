"""No process of a Lambda function outlives what it belongs to."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest
from function_harness import Functions, eventually
from harness import Clients, Emulator, start

PID = (
    "import os, time\ndef handler(event, context): print(os.getpid()); time.sleep(event); return os.getpid()"
)


def _gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _run_on(functions: Functions) -> int:
    """Leaves an invocation running, and returns its process."""
    functions.api.invoke(FunctionName="fn", InvocationType="Event", Payload=b"60")
    return int(eventually(lambda: [each for each in functions.messages() if each.isdigit()])[-1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_all_end_with_the_emulator_however_it_ends(number: signal.Signals, tmp_path: Path) -> None:
    process = start(tmp_path / "state")
    functions = Functions(Emulator(process).client)
    functions.deploy(PID)
    idle = functions.invoke(0).payload
    busy = [_run_on(functions), _run_on_another(functions)]
    assert not any(map(_gone, [idle, *busy]))
    process.send_signal(number)
    process.wait(timeout=60)
    eventually(lambda: all(map(_gone, [idle, *busy])), seconds=2)


def _run_on_another(functions: Functions) -> int:
    functions.deploy(PID, name="other")
    functions.api.invoke(FunctionName="other", InvocationType="Event", Payload=b"60")
    found = eventually(lambda: [each for each in functions.messages("/aws/lambda/other") if each.isdigit()])
    return int(found[-1])


def test_a_reset_ends_all(emulator: Emulator, client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID)
    busy = _run_on(functions)
    emulator.reset()
    assert _gone(busy)


def test_deleting_a_function_ends_it_and_tells_who_waits(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID)
    other = Functions(client)
    errors: list[str] = []

    def wait() -> None:
        try:
            other.invoke(60)
        except Exception as error:
            errors.append(str(error))

    waiting = threading.Thread(target=wait)
    waiting.start()
    pid = int(eventually(lambda: [each for each in functions.messages() if each.isdigit()])[-1])
    functions.api.delete_function(FunctionName="fn")
    waiting.join(timeout=60)
    assert _gone(pid)
    assert "ResourceNotFoundException" in errors[0]


def test_deleting_a_version_leaves_the_others(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID, Publish=True)
    latest, first = functions.invoke(0).payload, functions.invoke(0, Qualifier="1").payload
    functions.api.delete_function(FunctionName="fn", Qualifier="1")
    assert (_gone(latest), _gone(first)) == (False, True)


def test_what_was_deployed_before_ends_with_the_next_invocation(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy(PID, Publish=True)
    first, latest = functions.invoke(0, Qualifier="1").payload, functions.invoke(0).payload
    functions.update(PID + "\n")
    functions.invoke(0)
    assert (_gone(first), _gone(latest)) == (False, True)


def test_what_a_function_starts_ends_with_it(client: Clients) -> None:
    functions = Functions(client)
    functions.deploy("""
        import subprocess
        def handler(event, context):
            return subprocess.Popen(["sleep", "60"]).pid
    """)
    child = functions.invoke().payload
    assert not _gone(child)
    functions.api.delete_function(FunctionName="fn")
    eventually(lambda: _gone(child), seconds=2)


def test_its_files_go_with_the_emulator(tmp_path: Path) -> None:
    process = start(tmp_path / "state")
    functions = Functions(Emulator(process).client)
    functions.deploy(PID)
    functions.invoke(0)
    assert list((tmp_path / "state").glob("functions-*/task/*/main.py"))
    process.terminate()
    process.communicate(timeout=60)
    assert list((tmp_path / "state").glob("functions-*")) == []
