"""Errors that a caller gets when a Lambda function fails."""

from __future__ import annotations

import re

import pytest
from function_harness import Functions, eventually, gone


def test_what_the_function_raises_comes_back_with_its_stack(functions: Functions) -> None:
    functions.deploy("""
        def handler(event, context):
            check(event)
        def check(event):
            raise ValueError(f"no such pet: {event}")
    """)
    result = functions.invoke("Rex")
    assert result.error == "Unhandled"
    assert result.payload["errorType"] == "ValueError"
    assert result.payload["errorMessage"] == "no such pet: Rex"
    last = result.payload["stackTrace"][-1]
    assert re.match(r'  File ".*/main.py", line 5, in check\n    raise ValueError', last)
    assert any(line.startswith("[ERROR] ValueError: no such pet: Rex") for line in result.log)


def test_a_function_that_raised_is_kept_warm(functions: Functions) -> None:
    functions.deploy("""
        calls = 0
        def handler(event, context):
            global calls
            calls += 1
            if event == "fail":
                raise RuntimeError(calls)
            return calls
    """)
    assert functions.invoke("fail").payload["errorMessage"] == "1"
    assert functions.invoke("run").payload == 2


def test_an_endless_recursion_is_told_too(functions: Functions) -> None:
    functions.deploy("""
        def a_function_with_a_rather_long_name_of_its_own(event):
            a_function_with_a_rather_long_name_of_its_own(event)
        def handler(event, context):
            a_function_with_a_rather_long_name_of_its_own(event)
    """)
    assert functions.invoke().payload["errorType"] == "RecursionError"


@pytest.mark.parametrize(
    ("source", "handler", "kind", "message"),
    [
        ("import pymysql", "main.handler", "Runtime.ImportModuleError", "No module named 'pymysql'"),
        ("def broken(:", "main.handler", "Runtime.UserCodeSyntaxError", "Syntax error in module 'main'"),
        ("1 / 0", "main.handler", "ZeroDivisionError", "division by zero"),
        ("", "main.absent", "Runtime.HandlerNotFound", "Handler 'absent' missing on module 'main'"),
        ("", "absent.handler", "Runtime.ImportModuleError", "No module named 'absent'"),
        ("", "handler", "Runtime.MalformedHandlerName", "Bad handler 'handler'"),
    ],
    ids=["import", "syntax", "raise", "function", "module", "name"],
)
def test_a_function_that_cannot_start_says_why_each_time(
    source: str, handler: str, kind: str, message: str, functions: Functions
) -> None:
    functions.deploy(source, Handler=handler)
    for _ in range(2):
        result = functions.invoke()
        assert (result.error, result.payload["errorType"]) == ("Unhandled", kind)
        assert message in result.payload["errorMessage"]
        assert any(message in line for line in result.log)


def test_after_its_timeout_it_is_ended(functions: Functions) -> None:
    functions.deploy(
        """
        import os, time
        print(os.getpid())
        def handler(event, context):
            time.sleep(300)
            print("after")
        """,
        Timeout=1,
    )
    result = functions.invoke()
    assert result.error == "Unhandled"
    assert result.payload["errorType"] == "Sandbox.Timedout"
    assert result.payload["errorMessage"].endswith("Error: Task timed out after 1.00 seconds")
    assert "after" not in result.log
    assert result.log[-1].endswith("\tStatus: timeout")
    duration = re.search(r"\tDuration: ([\d.]+) ms", result.log[-1])
    assert duration is not None
    assert float(duration[1]) >= 1000
    [pid] = [int(line) for line in functions.messages() if line.isdigit()]
    eventually(lambda: gone(pid))


def test_importing_itself_does_not_count_as_its_time(functions: Functions) -> None:
    functions.deploy("import time; time.sleep(3.2)\ndef handler(event, context): return 'in time'", Timeout=3)
    result = functions.invoke()
    assert result.payload == "in time"
    init = re.search(r"Init Duration: ([\d.]+) ms", result.log[-1])
    assert init is not None
    assert float(init[1]) > 3200


def test_more_memory_than_configured_ends_it(functions: Functions) -> None:
    functions.deploy(
        """
        def handler(event, context):
            return len(b"x" * (event * 1024 * 1024))
        """,
        MemorySize=256,
    )
    assert functions.invoke(100).payload == 100 * 1024 * 1024
    result = functions.invoke(300)
    assert result.error == "Unhandled"
    assert result.payload["errorType"] == "Runtime.ExitError"
    assert result.payload["errorMessage"].endswith("Error: Runtime exited with error: signal: killed")
    assert result.log[-1].endswith("\tStatus: failure")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("sys.exit(3)", "Runtime exited with error: exit status 3"),
        ("sys.exit(0)", "Runtime exited without providing a reason"),
        ("os.kill(os.getpid(), 11)", "Runtime exited with error: signal: segmentation fault"),
    ],
)
def test_a_process_that_ends_is_an_error_and_the_next_is_a_new_one(
    code: str, reason: str, functions: Functions
) -> None:
    functions.deploy(f"""
        import os, sys
        def handler(event, context):
            if event == "end":
                {code}
            return "runs"
    """)
    result = functions.invoke("end")
    assert result.payload["errorType"] == "Runtime.ExitError"
    assert result.payload["errorMessage"].endswith(reason)
    assert functions.invoke("go on").payload == "runs"


def test_an_answer_that_is_too_large_is_an_error(functions: Functions) -> None:
    functions.deploy("def handler(event, context): return 'x' * event")
    assert len(functions.invoke(6_291_000).payload) == 6_291_000
    assert functions.invoke(6_291_556).payload["errorType"] == "Function.ResponseSizeTooLarge"


def test_what_is_no_json_is_an_error(functions: Functions) -> None:
    functions.deploy("def handler(event, context): return {1, 2}")
    assert functions.invoke().payload["errorType"] == "Runtime.MarshalError"
