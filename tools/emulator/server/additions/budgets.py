"""Budgets: changes, tags, and who is told. Stock moto keeps a budget and its notifications as they were made.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Budgets.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.budgets.exceptions import DuplicateRecordException, NotFoundException
from moto.budgets.models import Budget, BudgetsBackend, Notification
from moto.budgets.responses import BudgetsResponse
from moto.core.utils import unix_time

from .patching import Function, add, mend

_KEY = ("NotificationType", "ComparisonOperator", "Threshold", "ThresholdType")


@mend(BudgetsResponse, "create_budget")
def create_budget(original: Function, response: BudgetsResponse) -> str:
    """CreateBudget: with the tags that come along."""
    answer: str = original(response)
    _tags_of(_budget(response)).update(_plain(response._get_param("ResourceTags") or []))
    return answer


@add(BudgetsResponse, "update_budget")
def update_budget(response: BudgetsResponse) -> str:
    """UpdateBudget: a whole new one, but for the time it starts and ends at where nothing is said of that."""
    asked = response._get_param("NewBudget")
    budget = _budget(response, asked["BudgetName"])
    period = {**budget.budget["TimePeriod"], **asked.get("TimePeriod", {})}
    budget.budget = {**asked, "TimePeriod": period, "LastUpdatedTime": unix_time()}
    return "{}"


@add(BudgetsResponse, "update_notification")
def update_notification(response: BudgetsResponse) -> str:
    """UpdateNotification."""
    _notification(response, "OldNotification").details = response._get_param("NewNotification")
    return "{}"


@mend(BudgetsBackend, "create_notification")
def create_notification(
    original: Function,
    backend: BudgetsBackend,
    account_id: str,
    budget_name: str,
    notification: dict[str, Any],
    subscribers: list[dict[str, str]],
) -> None:
    """CreateNotification: stock moto takes the same one twice."""
    budget = backend.budgets[account_id].get(budget_name)
    if budget and any(_key(each.details) == _key(notification) for each in budget.notifications):
        raise DuplicateRecordException("notification", budget_name)
    original(backend, account_id, budget_name, notification, subscribers)


@mend(Budget, "delete_notification")
def delete_notification(original: Function, budget: Budget, details: dict[str, Any]) -> None:
    """DeleteNotification: stock moto compares the state too, which a request need not know."""
    budget.notifications = [each for each in budget.notifications if _key(each.details) != _key(details)]


@add(BudgetsResponse, "describe_subscribers_for_notification")
def describe_subscribers_for_notification(response: BudgetsResponse) -> str:
    """DescribeSubscribersForNotification, all on one page."""
    return json.dumps({"Subscribers": _notification(response, "Notification").subscribers})


@add(BudgetsResponse, "create_subscriber")
def create_subscriber(response: BudgetsResponse) -> str:
    """CreateSubscriber."""
    _notification(response, "Notification").subscribers.append(response._get_param("Subscriber"))
    return "{}"


@add(BudgetsResponse, "delete_subscriber")
def delete_subscriber(response: BudgetsResponse) -> str:
    """DeleteSubscriber."""
    notification, gone = _notification(response, "Notification"), response._get_param("Subscriber")
    notification.subscribers = [each for each in notification.subscribers if each != gone]
    return "{}"


@add(BudgetsResponse, "list_tags_for_resource")
def list_tags_for_resource(response: BudgetsResponse) -> str:
    """ListTagsForResource."""
    tags = _tags_of(_tagged(response)).items()
    return json.dumps({"ResourceTags": [{"Key": key, "Value": value} for key, value in tags]})


@add(BudgetsResponse, "tag_resource")
def tag_resource(response: BudgetsResponse) -> str:
    """TagResource."""
    _tags_of(_tagged(response)).update(_plain(response._get_param("ResourceTags")))
    return "{}"


@add(BudgetsResponse, "untag_resource")
def untag_resource(response: BudgetsResponse) -> str:
    """UntagResource."""
    tags = _tags_of(_tagged(response))
    for key in response._get_param("ResourceTagKeys"):
        tags.pop(key, None)
    return "{}"


def _budget(response: BudgetsResponse, name: str | None = None) -> Budget:
    name = name or response._get_param("BudgetName") or response._get_param("Budget")["BudgetName"]
    account = response._get_param("AccountId") or response.current_account
    found = response.backend.budgets[account].get(name)
    if found is None:
        raise NotFoundException(f"Unable to get budget: {name} - the budget doesn't exist.")
    return found


def _tagged(response: BudgetsResponse) -> Budget:
    return _budget(response, response._get_param("ResourceARN").partition(":budget/")[2])


def _notification(response: BudgetsResponse, parameter: str) -> Notification:
    wanted = _key(response._get_param(parameter))
    for notification in _budget(response).notifications:
        if _key(notification.details) == wanted:
            return notification
    raise NotFoundException("Unable to get notification - the notification doesn't exist.")


def _key(details: dict[str, Any]) -> tuple[Any, ...]:
    """The key of a notification within its budget; the threshold type is PERCENTAGE by default, as in AWS."""
    return tuple({"ThresholdType": "PERCENTAGE", **details}.get(name) for name in _KEY)


def _plain(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def _tags_of(budget: Budget) -> dict[str, str]:
    tags: dict[str, str] = vars(budget).setdefault("tags", {})
    return tags
