"""RDS: the master user's secret that RDS makes and manages in Secrets Manager."""

from __future__ import annotations

import json
import secrets
import string
import uuid
from typing import Any

from moto.rds.models import DBCluster, MasterUserSecret, rds_backends
from moto.secretsmanager.models import SecretsManagerBackend

from .patching import Function, mend
from .rds import server_of

# "any printable ASCII character except /, ", @, or a space", and no quotes:
# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
_CHARACTERS = string.ascii_letters + string.digits + "!#$%&()*+-.:<=>?[]^_{|}~"
_LENGTH = 28


@mend(MasterUserSecret, "_generate_secret_string")
def generate(original: Function, secret: MasterUserSecret) -> str:
    """CreateDBCluster, CreateDBInstance: stock moto's user and password are the same for every database."""
    del original
    secret.password = "".join(secrets.choice(_CHARACTERS) for _ in range(_LENGTH))
    return json.dumps({"username": secret.resource.master_username, "password": secret.password})


@mend(MasterUserSecret, "secret_status")
def secret_status(original: Function, secret: MasterUserSecret) -> str:
    """DescribeDBClusters: stock moto says `creating` or `rotating` once, though the secret can be used."""
    del original, secret
    return "active"


@mend(MasterUserSecret, "rotate_secret")
def rotate(original: Function, secret: MasterUserSecret) -> None:
    """ModifyDBCluster with RotateMasterUserPassword: stock moto leaves a secret without a value.

    ModifyDBCluster gives the new password to the server.
    """
    del original
    secret.secretsmanager.put_secret_value(
        secret.secret.arn, secret._generate_secret_string(), None, str(uuid.uuid4()), ["AWSCURRENT"]
    )


@mend(SecretsManagerBackend, "rotate_secret")
def rotate_secret(
    original: Function, backend: SecretsManagerBackend, secret_id: str, *arguments: Any, **asked: Any
) -> str:
    """RotateSecret: for a cluster's own secret, what ModifyDBCluster does with RotateMasterUserPassword."""
    found = backend.secrets.get(secret_id)
    for cluster in rds_backends[backend.account_id][backend.region_name].clusters.values():
        if cluster.manage_master_user_password and cluster.master_user_secret.secret is found:
            _rotate_now(cluster)
            return cluster.master_user_secret.secret.to_short_dict()
    return original(backend, secret_id, *arguments, **asked)


def _rotate_now(cluster: DBCluster) -> None:
    cluster.master_user_secret.rotate_secret()
    server = server_of(cluster)
    if server is not None:
        server.set_password(cluster.master_username, cluster.master_user_secret.password)
