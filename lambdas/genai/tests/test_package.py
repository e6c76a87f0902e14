"""The package itself."""

from __future__ import annotations

from genai_package import PACKAGE, UNPACKED


def test_it_has_at_most_two_mebibytes() -> None:
    assert PACKAGE.stat().st_size <= 2 * 1024 * 1024


def test_it_holds_the_function_its_driver_and_the_authorities_and_no_tests() -> None:
    names = {path.name for path in UNPACKED.iterdir()}
    assert {"genai", "pymysql", "rds-ca.pem"} <= names
    assert "tests" not in names
    assert "boto3" not in names
