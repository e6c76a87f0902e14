"""Log groups of Lambda functions: the function's output, and the lines of Lambda itself."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from function_harness import Functions

TALK = """
    import logging, sys
    logger = logging.getLogger()
    logger.setLevel("INFO")
    def handler(event, context):
        print("printed")
        logger.info("logged")
        print("to stderr", file=sys.stderr)
        logger.warning("two\\nlines")
        print("no end", end="")
"""


def test_lines_are_there_in_order_when_the_answer_is(functions: Functions) -> None:
    functions.deploy(TALK)
    result = functions.invoke()
    start, printed, logged, stderr, warned, unended, end, report = functions.messages()
    request = start.split()[2]
    assert start == f"START RequestId: {request} Version: $LATEST"
    assert (printed, stderr, unended) == ("printed", "to stderr", "no end")
    assert re.fullmatch(rf"\[INFO\]\t[\d:.TZ-]+\t{request}\tlogged", logged)
    assert re.fullmatch(rf"\[WARNING\]\t[\d:.TZ-]+\t{request}\ttwo\nlines", warned)
    assert end == f"END RequestId: {request}"
    assert re.fullmatch(
        rf"REPORT RequestId: {request}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms"
        r"\tMemory Size: 512 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms",
        report,
    )
    assert result.log == "\n".join([start, printed, logged, stderr, warned, unended, end, report]).split("\n")


def test_the_log_of_an_invocation_is_its_own_and_no_longer_than_four_kibibytes(functions: Functions) -> None:
    functions.deploy("def handler(event, context): print(event * 100)")
    functions.invoke("first")
    second = functions.invoke("second")
    assert not any("first" in line for line in second.log)
    assert "Init Duration" not in second.log[-1]
    long = functions.invoke("0123456789" * 10)
    assert len("\n".join(long.log)) == 4095
    assert long.log[-1].startswith("REPORT")


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, ["platform.start", "INFO", "WARNING", "platform.report"]),
        ({"ApplicationLogLevel": "WARN"}, ["platform.start", "WARNING", "platform.report"]),
        ({"SystemLogLevel": "WARN"}, ["INFO", "WARNING"]),
    ],
)
def test_json_is_written_to_the_group_and_at_the_level_configured(
    levels: dict[str, Any], expected: list[str], functions: Functions
) -> None:
    functions.logs.create_log_group(logGroupName="/petclinic/fn")
    functions.deploy(
        """
        import logging
        def handler(event, context):
            logging.getLogger().info("pets", extra={"count": 3})
            logging.getLogger().warning("few")
        """,
        LoggingConfig={"LogFormat": "JSON", "LogGroup": "/petclinic/fn", **levels},
    )
    functions.invoke()
    lines = [json.loads(message) for message in functions.messages("/petclinic/fn")]
    assert [line.get("type") or line["level"] for line in lines] == expected
    for line in lines:
        if line.get("level") == "INFO":
            assert (line["message"], line["count"]) == ("pets", 3)
        if line.get("type") == "platform.report":
            assert (line["record"]["status"], line["record"]["metrics"]["memorySizeMB"]) == ("success", 512)
    assert functions.messages() == []


def test_without_a_log_group_the_function_runs_and_none_is_made(functions: Functions) -> None:
    functions.deploy(TALK)
    functions.logs.delete_log_group(logGroupName="/aws/lambda/fn")
    assert functions.invoke().error is None
    assert functions.logs.describe_log_groups()["logGroups"] == []
