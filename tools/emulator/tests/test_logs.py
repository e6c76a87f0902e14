"""CloudWatch Logs additions."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
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


def put_filter(client: Clients, name: str = "errors", **transformation: Any) -> None:
    client("logs").put_metric_filter(
        logGroupName="/petclinic",
        filterName=name,
        filterPattern='"ERROR"',
        metricTransformations=[
            {
                "metricName": "ErrorLines",
                "metricNamespace": "PetClinic",
                "metricValue": "1",
                **transformation,
            }
        ],
    )


def test_a_changed_metric_filter_takes_the_place_of_the_old_one(client: Clients) -> None:
    client("logs").create_log_group(logGroupName="/petclinic")
    put_filter(client, unit="Count", dimensions={"Tool": "$.tool"})
    put_filter(client, unit="Count", defaultValue=0)
    (found,) = client("logs").describe_metric_filters(logGroupName="/petclinic")["metricFilters"]
    assert found["filterPattern"] == '"ERROR"'
    (transformation,) = found["metricTransformations"]
    assert transformation["unit"] == "Count"
    assert transformation["defaultValue"] == 0
    assert "dimensions" not in transformation


def test_a_metric_filter_needs_its_log_group(client: Clients) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        put_filter(client)


def test_a_metric_filter_goes_with_its_log_group(client: Clients) -> None:
    logs = client("logs")
    logs.create_log_group(logGroupName="/petclinic")
    put_filter(client)
    logs.delete_log_group(logGroupName="/petclinic")
    assert logs.describe_metric_filters()["metricFilters"] == []


def test_a_metric_with_dimensions_has_no_default_value(client: Clients) -> None:
    client("logs").create_log_group(logGroupName="/petclinic")
    with pytest.raises(ClientError, match="mutually exclusive"):
        put_filter(client, dimensions={"Tool": "$.tool"}, defaultValue=0)


def test_a_saved_query_is_kept_changed_and_deleted(client: Clients) -> None:
    logs = client("logs")
    asked = {"name": "petclinic/errors", "queryString": "fields @message", "logGroupNames": ["/petclinic"]}
    made = logs.put_query_definition(**asked)["queryDefinitionId"]
    logs.put_query_definition(name="other", queryString="fields @timestamp")
    logs.put_query_definition(queryDefinitionId=made, **{**asked, "queryString": "limit 5"})
    (found,) = logs.describe_query_definitions(queryDefinitionNamePrefix="petclinic/")["queryDefinitions"]
    assert {name: found[name] for name in asked} == {**asked, "queryString": "limit 5"}
    assert found["queryDefinitionId"] == made
    assert logs.delete_query_definition(queryDefinitionId=made)["success"]
    assert [each["name"] for each in logs.describe_query_definitions()["queryDefinitions"]] == ["other"]
    with pytest.raises(ClientError, match="does not exist"):
        logs.put_query_definition(queryDefinitionId=made, **asked)
