"""Additions to Budgets."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients

ACCOUNT = "123456789012"
NAMED = {"AccountId": ACCOUNT, "BudgetName": "petclinic"}
ARN = f"arn:aws:budgets::{ACCOUNT}:budget/petclinic"
ACTUAL = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80.0}
MAIL = {"SubscriptionType": "EMAIL", "Address": "operations@example.com"}
TOPIC = {"SubscriptionType": "SNS", "Address": f"arn:aws:sns:us-west-2:{ACCOUNT}:alarms"}
BUDGET = {
    "BudgetName": "petclinic",
    "BudgetType": "COST",
    "BudgetLimit": {"Amount": "100", "Unit": "USD"},
    "TimeUnit": "MONTHLY",
    "CostFilters": {"TagKeyValue": ["user:Environment$dev"]},
}


def make(client: Clients, **more: Any) -> None:
    client("sns").create_topic(Name="alarms")
    told = {"Notification": ACTUAL, "Subscribers": [MAIL]}
    client("budgets").create_budget(
        AccountId=ACCOUNT, Budget=BUDGET, NotificationsWithSubscribers=[told], **more
    )


def subscribers(client: Clients, notification: dict[str, Any]) -> list[dict[str, str]]:
    return client("budgets").describe_subscribers_for_notification(**NAMED, Notification=notification)[
        "Subscribers"
    ]


def test_a_changed_budget_keeps_its_period(client: Clients) -> None:
    make(client)
    budgets = client("budgets")
    before = budgets.describe_budget(**NAMED)["Budget"]
    changed = {**BUDGET, "BudgetLimit": {"Amount": "200", "Unit": "USD"}}
    del changed["CostFilters"]
    budgets.update_budget(AccountId=ACCOUNT, NewBudget=changed)
    after = budgets.describe_budget(**NAMED)["Budget"]
    assert before["CostFilters"] == BUDGET["CostFilters"]
    assert "CostFilters" not in after
    assert after["BudgetLimit"]["Amount"] == "200"
    assert after["TimePeriod"] == before["TimePeriod"]


def test_subscribers_are_those_of_their_notification(client: Clients) -> None:
    make(client)
    budgets = client("budgets")
    forecast = {**ACTUAL, "NotificationType": "FORECASTED", "ThresholdType": "PERCENTAGE"}
    budgets.create_notification(**NAMED, Notification=forecast, Subscribers=[TOPIC])
    budgets.create_subscriber(**NAMED, Notification=forecast, Subscriber=MAIL)
    assert subscribers(client, ACTUAL) == [MAIL]
    assert subscribers(client, forecast) == [TOPIC, MAIL]
    budgets.delete_subscriber(**NAMED, Notification=forecast, Subscriber=TOPIC)
    assert subscribers(client, forecast) == [MAIL]


def test_a_notification_is_told_from_others_by_what_it_is_about(client: Clients) -> None:
    make(client)
    budgets = client("budgets")
    with pytest.raises(ClientError, match="DuplicateRecordException"):
        budgets.create_notification(
            **NAMED, Notification={**ACTUAL, "ThresholdType": "PERCENTAGE"}, Subscribers=[TOPIC]
        )
    higher = {**ACTUAL, "Threshold": 90.0}
    budgets.update_notification(**NAMED, OldNotification=ACTUAL, NewNotification=higher)
    assert subscribers(client, higher) == [MAIL]
    budgets.delete_notification(**NAMED, Notification={**higher, "NotificationState": "OK"})
    assert budgets.describe_notifications_for_budget(**NAMED)["Notifications"] == []
    with pytest.raises(ClientError, match="NotFoundException"):
        subscribers(client, higher)


def test_a_budget_has_the_tags_it_was_made_with_and_those_since(client: Clients) -> None:
    make(client, ResourceTags=[{"Key": "Project", "Value": "petclinic"}])
    budgets = client("budgets")
    budgets.tag_resource(ResourceARN=ARN, ResourceTags=[{"Key": "Stack", "Value": "security"}])
    tags = budgets.list_tags_for_resource(ResourceARN=ARN)["ResourceTags"]
    assert tags == [{"Key": "Project", "Value": "petclinic"}, {"Key": "Stack", "Value": "security"}]
    budgets.untag_resource(ResourceARN=ARN, ResourceTagKeys=["Project", "Stack"])
    assert budgets.list_tags_for_resource(ResourceARN=ARN)["ResourceTags"] == []
