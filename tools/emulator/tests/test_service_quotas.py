"""Quotas of an account, and what Lambda leaves of one."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from harness import Clients

FARGATE = {"ServiceCode": "fargate", "QuotaCode": "L-3032A538"}


def test_a_quota_is_the_default_until_it_is_raised(client: Clients) -> None:
    quotas = client("service-quotas")
    assert quotas.get_service_quota(**FARGATE)["Quota"]["Value"] == 6
    quotas.request_service_quota_increase(**FARGATE, DesiredValue=70)
    assert quotas.get_service_quota(**FARGATE)["Quota"]["Value"] == 70
    with pytest.raises(ClientError, match="above the quota"):
        quotas.request_service_quota_increase(**FARGATE, DesiredValue=70)
    with pytest.raises(ClientError, match="no quota L-1"):
        quotas.get_service_quota(ServiceCode="fargate", QuotaCode="L-1")
    assert quotas.get_service_quota(ServiceCode="vpc", QuotaCode="L-F678F1CE")["Quota"]["Value"] == 5


def test_functions_take_what_they_reserve_from_the_account(client: Clients) -> None:
    assert client("lambda").get_account_settings()["AccountLimit"] == {
        "ConcurrentExecutions": 1000,
        "UnreservedConcurrentExecutions": 1000,
    }


def test_a_tag_counts_in_costs_once_it_is_activated(client: Clients) -> None:
    costs = client("ce")
    assert (
        costs.list_cost_allocation_tags(TagKeys=["Environment"])["CostAllocationTags"][0]["Status"]
        == "Inactive"
    )
    costs.update_cost_allocation_tags_status(
        CostAllocationTagsStatus=[{"TagKey": "Environment", "Status": "Active"}]
    )
    assert (
        costs.list_cost_allocation_tags(TagKeys=["Environment"])["CostAllocationTags"][0]["Status"]
        == "Active"
    )
