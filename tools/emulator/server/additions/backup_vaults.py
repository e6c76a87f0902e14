"""AWS Backup: who may do what with a vault, and that one with recovery points stays.

https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DeleteBackupVault.html
"""

from __future__ import annotations

from moto.backup.exceptions import InvalidRequestException
from moto.backup.models import BackupBackend, Vault

from ..operations import Place, answers
from .backup import Values, backend_of, not_found
from .patching import Function, add, mend


def vault_of(place: Place, asked: Values) -> Vault:
    name = asked["BackupVaultName"]
    vault = backend_of(place).vaults.get(name)
    if vault is None:
        raise not_found(f"Backup vault {name} does not exist")
    return vault


@add(Vault, "recovery_points", property)
def recovery_points(vault: Vault) -> dict[str, Values]:
    """Recovery points by ARN."""
    points: dict[str, Values] = vars(vault).setdefault("points", {})
    return points


@add(Vault, "number_of_recovery_points", property)
def number_of_recovery_points(vault: Vault) -> int:
    """DescribeBackupVault."""
    return len(vault.recovery_points)


@mend(BackupBackend, "delete_backup_vault")
def delete_backup_vault(original: Function, backend: BackupBackend, backup_vault_name: str) -> None:
    """DeleteBackupVault: only an empty one; its tags go with it."""
    vault = backend.vaults.get(backup_vault_name)
    if vault is not None and vault.recovery_points:
        raise InvalidRequestException("Backup vault cannot be deleted because it contains recovery points.")
    original(backend, backup_vault_name)
    if vault is not None:
        backend.tagger.delete_all_tags_for_resource(vault.backup_vault_arn)


@answers("backup:PutBackupVaultAccessPolicy")
def put_backup_vault_access_policy(place: Place, asked: Values) -> Values:
    vault_of(place, asked).access_policy = asked.get("Policy")
    return {}


@answers("backup:GetBackupVaultAccessPolicy")
def get_backup_vault_access_policy(place: Place, asked: Values) -> Values:
    vault = vault_of(place, asked)
    policy = getattr(vault, "access_policy", None)
    if policy is None:
        raise not_found(f"Backup vault {vault.backup_vault_name} has no access policy")
    return {
        "BackupVaultName": vault.backup_vault_name,
        "BackupVaultArn": vault.backup_vault_arn,
        "Policy": policy,
    }


@answers("backup:DeleteBackupVaultAccessPolicy")
def delete_backup_vault_access_policy(place: Place, asked: Values) -> Values:
    vault_of(place, asked).access_policy = None
    return {}
