"""RDS: Aurora clusters, as the provider reads them back."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients, make_role
from rds_cluster import INSTANCE as INSTANCE_OF_MYSQL
from rds_cluster import PLAIN, described

INSTANCE = {**INSTANCE_OF_MYSQL, "Engine": PLAIN["Engine"]}


@pytest.fixture
def rds(client: Clients) -> Any:
    make_role(client, "monitoring")
    return client("rds")


def test_a_cluster_keeps_what_it_was_created_with(rds: Any) -> None:
    asked = {
        "ServerlessV2ScalingConfiguration": {"MinCapacity": 0.5, "MaxCapacity": 1.0},
        "DatabaseInsightsMode": "standard",
        "PerformanceInsightsRetentionPeriod": 7,
        "PerformanceInsightsKMSKeyId": "arn:aws:kms:us-west-2:123456789012:alias/aws/rds",
        "MonitoringInterval": 60,
        "MonitoringRoleArn": "arn:aws:iam::123456789012:role/monitoring",
        "EngineLifecycleSupport": "open-source-rds-extended-support-disabled",
    }
    rds.create_db_cluster(**PLAIN, **asked, EnablePerformanceInsights=True)
    cluster = described(rds)
    assert {name: cluster.get(name) for name in asked} == asked
    assert cluster["PerformanceInsightsEnabled"] is True
    assert "ScalingConfigurationInfo" not in cluster


def test_a_cluster_changes_as_asked(rds: Any) -> None:
    rds.create_db_cluster(
        **PLAIN, EnableCloudwatchLogsExports=["audit", "error"], EnableIAMDatabaseAuthentication=True
    )
    rds.modify_db_cluster(
        DBClusterIdentifier="petclinic",
        CloudwatchLogsExportConfiguration={"EnableLogTypes": ["slowquery"], "DisableLogTypes": ["audit"]},
        EnableIAMDatabaseAuthentication=False,
        EnablePerformanceInsights=True,
    )
    cluster = described(rds)
    assert sorted(cluster["EnabledCloudwatchLogsExports"]) == ["error", "slowquery"]
    assert cluster["IAMDatabaseAuthenticationEnabled"] is False
    assert cluster["PerformanceInsightsEnabled"] is True


def test_a_second_cluster_of_the_name_is_refused(rds: Any) -> None:
    before = rds.create_db_cluster(**PLAIN)["DBCluster"]
    with pytest.raises(ClientError, match="DBClusterAlreadyExistsFault"):
        rds.create_db_cluster(**PLAIN)
    assert described(rds)["DbClusterResourceId"] == before["DbClusterResourceId"]


def test_a_deleted_cluster_comes_back_from_its_final_snapshot_under_its_name(rds: Any) -> None:
    before = rds.create_db_cluster(**PLAIN)["DBCluster"]
    rds.delete_db_cluster(DBClusterIdentifier="petclinic", FinalDBSnapshotIdentifier="final")
    rds.restore_db_cluster_from_snapshot(
        DBClusterIdentifier="petclinic", SnapshotIdentifier="final", Engine=PLAIN["Engine"]
    )
    rds.create_db_instance(**INSTANCE)
    assert described(rds)["Endpoint"] == before["Endpoint"]
    assert "MasterUserSecret" not in described(rds)
    rds.modify_db_cluster(DBClusterIdentifier="petclinic", ManageMasterUserPassword=True)
    assert described(rds)["MasterUserSecret"]["SecretStatus"] == "active"


@pytest.mark.parametrize(
    "change",
    [
        {"RotateMasterUserPassword": True},
        {"ManageMasterUserPassword": False},
        {"ManageMasterUserPassword": False, "MasterUserPassword": "short"},
    ],
)
def test_a_refused_change_leaves_the_cluster(rds: Any, change: dict[str, Any]) -> None:
    before = rds.create_db_cluster(**PLAIN)["DBCluster"]["MasterUserSecret"]
    with pytest.raises(ClientError, match="InvalidParameter"):
        rds.modify_db_cluster(DBClusterIdentifier="petclinic", **change)
    assert described(rds)["MasterUserSecret"] == before


def test_managing_a_managed_password_again_changes_nothing(client: Clients, rds: Any) -> None:
    before = rds.create_db_cluster(**PLAIN)["DBCluster"]["MasterUserSecret"]
    rds.modify_db_cluster(DBClusterIdentifier="petclinic", ManageMasterUserPassword=True)
    assert described(rds)["MasterUserSecret"] == before
    assert len(client("secretsmanager").list_secrets()["SecretList"]) == 1


def test_a_protected_cluster_is_not_deleted(rds: Any) -> None:
    rds.create_db_cluster(**PLAIN, DeletionProtection=True)
    with pytest.raises(ClientError, match="disable deletion protection"):
        rds.delete_db_cluster(DBClusterIdentifier="petclinic", SkipFinalSnapshot=True)
    assert described(rds)["DeletionProtection"] is True
    rds.modify_db_cluster(DBClusterIdentifier="petclinic", DeletionProtection=False)
    rds.delete_db_cluster(DBClusterIdentifier="petclinic", SkipFinalSnapshot=True)


def test_of_a_deleted_cluster_the_final_snapshot_stays_alone(rds: Any) -> None:
    for number in ("first", "second"):
        rds.create_db_cluster(**PLAIN)
        rds.delete_db_cluster(DBClusterIdentifier="petclinic", FinalDBSnapshotIdentifier=number)
    snapshots = rds.describe_db_cluster_snapshots()["DBClusterSnapshots"]
    assert [each["DBClusterSnapshotIdentifier"] for each in snapshots] == ["first", "second"]


def test_a_cluster_whose_final_snapshot_exists_keeps_its_secret(client: Clients, rds: Any) -> None:
    rds.create_db_cluster(**PLAIN)
    rds.create_db_cluster_snapshot(DBClusterIdentifier="petclinic", DBClusterSnapshotIdentifier="final")
    with pytest.raises(ClientError, match="DBClusterSnapshotAlreadyExistsFault"):
        rds.delete_db_cluster(DBClusterIdentifier="petclinic", FinalDBSnapshotIdentifier="final")
    arn = described(rds)["MasterUserSecret"]["SecretArn"]
    assert client("secretsmanager").get_secret_value(SecretId=arn)["ARN"] == arn


def test_an_instance_keeps_what_it_was_created_with(rds: Any) -> None:
    rds.create_db_cluster(**PLAIN)
    asked = {
        "AvailabilityZone": "us-west-2b",
        "PromotionTier": 0,
        "MonitoringInterval": 60,
        "MonitoringRoleArn": "arn:aws:iam::123456789012:role/monitoring",
        "PerformanceInsightsKMSKeyId": "arn:aws:kms:us-west-2:123456789012:alias/aws/rds",
        "PerformanceInsightsRetentionPeriod": 7,
    }
    rds.create_db_instance(**INSTANCE, **asked, EnablePerformanceInsights=True)
    instance = rds.describe_db_instances(DBInstanceIdentifier="petclinic-a")["DBInstances"][0]
    assert {name: instance.get(name) for name in asked} == asked
    assert instance["PerformanceInsightsEnabled"] is True
    assert instance["CACertificateIdentifier"] == "rds-ca-rsa2048-g1"


def test_instances_take_from_the_cluster_what_is_not_asked_for(client: Clients, rds: Any) -> None:
    subnet = client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
    rds.create_db_subnet_group(DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=[subnet])
    windows = {"PreferredBackupWindow": "06:30-07:00", "PreferredMaintenanceWindow": "sun:10:00-sun:11:00"}
    rds.create_db_cluster(**PLAIN, **windows, DBSubnetGroupName="data")
    first = rds.create_db_instance(**INSTANCE)["DBInstance"]
    second = rds.create_db_instance(**{**INSTANCE, "DBInstanceIdentifier": "petclinic-b"})["DBInstance"]
    assert first["DBSubnetGroup"]["DBSubnetGroupName"] == "data"
    assert first["PreferredMaintenanceWindow"] == "sun:10:00-sun:11:00"
    assert first["DbiResourceId"] != second["DbiResourceId"]
    rds.modify_db_instance(DBInstanceIdentifier="petclinic-a", MonitoringInterval=30)


def parameter(name: str, value: str) -> dict[str, str]:
    return {"ParameterName": name, "ParameterValue": value, "ApplyMethod": "immediate"}


def test_a_parameter_group_tells_which_parameters_are_the_users_own(rds: Any) -> None:
    rds.create_db_parameter_group(
        DBParameterGroupName="group", DBParameterGroupFamily="aurora-mysql8.0", Description="group"
    )
    rds.modify_db_parameter_group(
        DBParameterGroupName="group", Parameters=[parameter("long_query_time", "2")]
    )
    [found] = rds.describe_db_parameters(DBParameterGroupName="group")["Parameters"]
    assert (found["ParameterValue"], found["Source"]) == ("2", "user")


@pytest.mark.parametrize("kind", ["DBParameterGroup", "DBClusterParameterGroup"])
def test_a_parameter_group_forgets_what_is_reset(rds: Any, kind: str) -> None:
    snake = "db_parameter" if kind == "DBParameterGroup" else "db_cluster_parameter"
    name = {f"{kind}Name": "group"}
    getattr(rds, f"create_{snake}_group")(
        **name, DBParameterGroupFamily="aurora-mysql8.0", Description="group"
    )
    changes = [parameter(each, "1") for each in ("slow_query_log", "long_query_time", "log_output")]
    getattr(rds, f"modify_{snake}_group")(**name, Parameters=changes)
    reset, describe = getattr(rds, f"reset_{snake}_group"), getattr(rds, f"describe_{snake}s")

    assert reset(**name, Parameters=changes[:1])[f"{kind}Name"] == "group"
    left = [each["ParameterName"] for each in describe(**name)["Parameters"]]
    assert left == ["long_query_time", "log_output"]
    reset(**name, ResetAllParameters=True)
    assert describe(**name)["Parameters"] == []
    with pytest.raises(ClientError, match="NotFound"):
        reset(**{f"{kind}Name": "other"}, ResetAllParameters=True)
