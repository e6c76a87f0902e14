"""AWS Backup: what a plan backs up.

https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
"""

from __future__ import annotations

from uuid import uuid4

from moto.core.utils import utcnow

from ..operations import Place, ServiceError, answers
from .backup import Values, backend_of, not_found, selections_of

_LISTED = ("SelectionId", "BackupPlanId", "CreationDate", "CreatorRequestId")


@answers("backup:CreateBackupSelection")
def create_backup_selection(place: Place, asked: Values) -> Values:
    known, wanted = selections_of(backend_of(place), asked["BackupPlanId"]), asked["BackupSelection"]
    if any(each["BackupSelection"]["SelectionName"] == wanted["SelectionName"] for each in known.values()):
        raise ServiceError("AlreadyExistsException", "Backup selection with the same name already exists")
    if not any(wanted.get(each) for each in ("Resources", "NotResources", "ListOfTags", "Conditions")):
        raise ServiceError("InvalidParameterValueException", "The selection selects nothing")
    selection = {**asked, "SelectionId": str(uuid4()), "CreationDate": utcnow()}
    known[selection["SelectionId"]] = selection
    return selection


@answers("backup:GetBackupSelection")
def get_backup_selection(place: Place, asked: Values) -> Values:
    return _selection(place, asked)


@answers("backup:ListBackupSelections")
def list_backup_selections(place: Place, asked: Values) -> Values:
    """ListBackupSelections: one page with all of them."""
    return {
        "BackupSelectionsList": [
            {**{key: each.get(key) for key in _LISTED}, **each["BackupSelection"]}
            for each in selections_of(backend_of(place), asked["BackupPlanId"]).values()
        ]
    }


@answers("backup:DeleteBackupSelection")
def delete_backup_selection(place: Place, asked: Values) -> Values:
    selection = _selection(place, asked)
    del selections_of(backend_of(place), asked["BackupPlanId"])[selection["SelectionId"]]
    return {}


def _selection(place: Place, asked: Values) -> Values:
    known = selections_of(backend_of(place), asked["BackupPlanId"])
    if asked["SelectionId"] not in known:
        raise not_found("Cannot find Backup selection with the given id")
    return known[asked["SelectionId"]]
