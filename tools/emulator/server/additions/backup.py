"""AWS Backup: plans that change and end, and tags.

https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
"""

from __future__ import annotations

from typing import Any

from moto.backup.exceptions import InvalidParameterValueException, InvalidRequestException
from moto.backup.models import BackupBackend, Plan, backup_backends

from ..operations import Place, ServiceError, answers
from .patching import Function, mend

Values = dict[str, Any]
_COLD_DAYS = 90
_OPTED_IN = ("Aurora", "DynamoDB", "EBS", "EC2", "EFS", "RDS", "S3")


def backend_of(place: Place) -> BackupBackend:
    return backup_backends[place.account][place.region]


def not_found(message: str) -> ServiceError:
    return ServiceError("ResourceNotFoundException", message)


def selections_of(backend: BackupBackend, plan_id: str) -> dict[str, Values]:
    """The selections of a plan that is there, by their ids."""
    plan = backend.plans.get(plan_id)
    if plan is None or plan.deletion_date is not None:
        raise not_found("Cannot find Backup plan with the given id")
    selections: dict[str, Values] = vars(plan).setdefault("selections", {})
    return selections


@mend(Plan, "__init__")
def check_plan(original: Function, plan: Plan, backup_plan: Values, *args: Any, **kwargs: Any) -> None:
    """CreateBackupPlan, UpdateBackupPlan: what is stored cold stays so for 90 days at least.

    https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
    """
    for rule in backup_plan["Rules"]:
        days = rule.get("Lifecycle") or {}
        cold, gone = days.get("MoveToColdStorageAfterDays"), days.get("DeleteAfterDays")
        if cold is not None and gone is not None and gone < cold + _COLD_DAYS:
            raise InvalidParameterValueException(
                f"Invalid lifecycle. DeleteAfterDays cannot be less than {_COLD_DAYS} days apart "
                "from MoveToColdStorageAfterDays"
            )
    original(plan, backup_plan, *args, **kwargs)


@mend(BackupBackend, "create_backup_plan")
def create_backup_plan(original: Function, backend: BackupBackend, **asked: Any) -> Plan:
    """CreateBackupPlan: stock moto refuses the name of a plan that is deleted."""
    ended = {key: plan for key, plan in backend.plans.items() if plan.deletion_date is not None}
    for key in ended:
        del backend.plans[key]
    try:
        return original(backend, **asked)
    finally:
        backend.plans.update(ended)


@answers("backup:UpdateBackupPlan")
def update_backup_plan(place: Place, asked: Values) -> Values:
    backend, plan_id = backend_of(place), asked["BackupPlanId"]
    selections_of(backend, plan_id)
    plan = backend.plans[plan_id]
    changed = Plan(asked["BackupPlan"], plan.creator_request_id, backend)
    for attribute in ("backup_plan", "version_id", "advanced_backup_settings"):
        setattr(plan, attribute, getattr(changed, attribute))
    return plan.to_dict()


@mend(BackupBackend, "delete_backup_plan")
def delete_backup_plan(original: Function, backend: BackupBackend, backup_plan_id: str) -> Any:
    """DeleteBackupPlan: not before its selections."""
    if getattr(backend.plans.get(backup_plan_id), "selections", None):
        raise InvalidRequestException(
            "Related backup plan selections must be deleted prior to backup plan deletion"
        )
    return original(backend, backup_plan_id)


@answers("backup:ListTags")
def list_tags(place: Place, asked: Values) -> Values:
    """Stock moto takes the address only as boto3 writes it, with a slash at the end."""
    return {"Tags": backend_of(place).list_tags(asked["ResourceArn"])}


@answers("backup:DescribeRegionSettings")
def describe_region_settings(place: Place, asked: Values) -> Values:
    return {"ResourceTypeOptInPreference": _preferences(place)}


@answers("backup:UpdateRegionSettings")
def update_region_settings(place: Place, asked: Values) -> Values:
    _preferences(place).update(asked.get("ResourceTypeOptInPreference") or {})
    return {}


def _preferences(place: Place) -> dict[str, bool]:
    """Types of resources that AWS Backup copies; they live on moto's backend, so a reset clears them."""
    chosen: dict[str, bool] = vars(backend_of(place)).setdefault("opted_in", dict.fromkeys(_OPTED_IN, True))
    return chosen
