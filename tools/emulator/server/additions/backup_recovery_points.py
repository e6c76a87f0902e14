"""AWS Backup: backups on demand, done at once, and the recovery points that they leave.

Nothing is copied: a recovery point says of which resource it is. Plans start no backups here.
https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html
"""

from __future__ import annotations

from uuid import uuid4

from moto.backup.models import BackupBackend
from moto.core.utils import utcnow
from moto.rds.models import rds_backends

from ..operations import Place, ServiceError, answers
from .backup import Values, backend_of, not_found
from .backup_vaults import vault_of

_CLUSTER = ":cluster:"


@answers("backup:StartBackupJob")
def start_backup_job(place: Place, asked: Values) -> Values:
    """StartBackupJob: backs up an existing Aurora cluster, and refuses any other resource."""
    vault, resource, now, job_id = vault_of(place, asked), asked["ResourceArn"], utcnow(), str(uuid4())
    if ":rds:" not in resource or _CLUSTER not in resource:
        raise NotImplementedError(f"a backup of {resource}: only Aurora clusters are backed up")
    if resource.rpartition(_CLUSTER)[2] not in rds_backends[place.account][place.region].clusters:
        raise ServiceError("InvalidParameterValueException", f"Resource {resource} does not exist")
    point = {
        "RecoveryPointArn": place.arn("rds", f"cluster-snapshot:awsbackup:job-{job_id}"),
        "BackupVaultName": vault.backup_vault_name,
        "BackupVaultArn": vault.backup_vault_arn,
        "EncryptionKeyArn": vault.encryption_key_arn,
        "IsEncrypted": True,
        "ResourceArn": resource,
        "ResourceType": "Aurora",
        "IamRoleArn": asked["IamRoleArn"],
        "Lifecycle": asked.get("Lifecycle") or {},
        "CreationDate": now,
        "CompletionDate": now,
        "Status": "COMPLETED",
    }
    vault.recovery_points[point["RecoveryPointArn"]] = point
    job = {**point, "BackupJobId": job_id, "State": point["Status"], "PercentDone": "100.0"}
    _jobs(backend_of(place))[job_id] = job
    return job


@answers("backup:DescribeBackupJob")
def describe_backup_job(place: Place, asked: Values) -> Values:
    job = _jobs(backend_of(place)).get(asked["BackupJobId"])
    if job is None:
        raise not_found(f"Backup job {asked['BackupJobId']} does not exist")
    return job


@answers("backup:ListRecoveryPointsByBackupVault")
def list_recovery_points(place: Place, asked: Values) -> Values:
    """ListRecoveryPointsByBackupVault: all on one page."""
    points = vault_of(place, asked).recovery_points.values()
    wanted = asked.get("ByResourceArn")
    return {"RecoveryPoints": [each for each in points if wanted in (None, each["ResourceArn"])]}


@answers("backup:DescribeRecoveryPoint")
def describe_recovery_point(place: Place, asked: Values) -> Values:
    points = vault_of(place, asked).recovery_points
    if asked["RecoveryPointArn"] not in points:
        raise not_found("Recovery point does not exist.")
    return points[asked["RecoveryPointArn"]]


@answers("backup:DeleteRecoveryPoint")
def delete_recovery_point(place: Place, asked: Values) -> Values:
    point = describe_recovery_point(place, asked)
    del vault_of(place, asked).recovery_points[point["RecoveryPointArn"]]
    return {}


def _jobs(backend: BackupBackend) -> dict[str, Values]:
    jobs: dict[str, Values] = vars(backend).setdefault("jobs", {})
    return jobs
