"""CloudWatch Logs additions."""

from __future__ import annotations

import pytest
from harness import Clients


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [({"logGroupClass": "INFREQUENT_ACCESS"}, "INFREQUENT_ACCESS"), ({}, "STANDARD")],
)
def test_log_groups_keep_their_class(arguments: dict[str, str], expected: str, client: Clients) -> None:
    logs = client("logs")
    logs.create_log_group(logGroupName="/petclinic", **arguments)
    (group,) = logs.describe_log_groups()["logGroups"]
    assert group["logGroupClass"] == expected
