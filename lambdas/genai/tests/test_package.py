"""The package itself."""

from __future__ import annotations

import subprocess
import sys

from genai_package import PACKAGE, UNPACKED

_MEASURE = """
import sys, time
sys.path.insert(0, sys.argv[1])
import boto3
from botocore import client, config, exceptions, parsers, session
started = time.perf_counter()
import genai.handler
print(time.perf_counter() - started)
"""


def test_it_has_at_most_two_mebibytes() -> None:
    assert PACKAGE.stat().st_size <= 2 * 1024 * 1024


def test_it_holds_the_function_its_driver_and_the_authorities_and_no_tests() -> None:
    names = {path.name for path in UNPACKED.iterdir()}
    assert {"genai", "pymysql", "rds-ca.pem"} <= names
    assert "tests" not in names
    assert "boto3" not in names


def test_importing_it_takes_at_most_300_ms_more_than_boto3() -> None:
    """The best of a few: others may be using the processor."""
    times = []
    for _ in range(5):
        command = [sys.executable, "-B", "-c", _MEASURE, str(UNPACKED)]
        times.append(float(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
        if times[-1] <= 0.3:
            return
    raise AssertionError(f"importing took {min(times):.3f} s at best")
