"""Resources that refuse to be deleted, as in an account: whoever destroys an environment has to see that."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError
from harness import REGION, Clients


def test_a_cluster_with_deletion_protection(client: Clients) -> None:
    rds = client("rds")
    rds.create_db_cluster(
        DBClusterIdentifier="main",
        Engine="aurora-postgresql",
        MasterUsername="petclinic",
        MasterUserPassword="not-a-secret",
        DeletionProtection=True,
    )
    gone = {"DBClusterIdentifier": "main", "SkipFinalSnapshot": True}
    with pytest.raises(ClientError, match=r"InvalidParameterCombination.*Cannot delete protected Cluster"):
        rds.delete_db_cluster(**gone)
    rds.modify_db_cluster(DBClusterIdentifier="main", DeletionProtection=False, ApplyImmediately=True)
    rds.delete_db_cluster(**gone)


def test_a_load_balancer_with_deletion_protection(client: Clients) -> None:
    elb, ec2 = client("elbv2"), client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"{REGION}{zone}")[
            "Subnet"
        ]["SubnetId"]
        for i, zone in enumerate("ab")
    ]
    (made,) = elb.create_load_balancer(Name="main", Subnets=subnets)["LoadBalancers"]
    named = {"LoadBalancerArn": made["LoadBalancerArn"]}
    attribute = {"Key": "deletion_protection.enabled", "Value": "true"}
    elb.modify_load_balancer_attributes(**named, Attributes=[attribute])
    with pytest.raises(ClientError, match=r"OperationNotPermitted.*deletion protection is enabled"):
        elb.delete_load_balancer(**named)
    elb.modify_load_balancer_attributes(**named, Attributes=[{**attribute, "Value": "false"}])
    elb.delete_load_balancer(**named)
    elb.delete_load_balancer(**named)  # of one that is gone, AWS says nothing
    assert elb.describe_load_balancers()["LoadBalancers"] == []


def test_a_table_with_deletion_protection(client: Clients) -> None:
    client("dynamodb").create_table(
        TableName="sessions",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
    )
    with pytest.raises(ClientError, match="DeletionProtectionEnabled is set to True"):
        client("dynamodb").delete_table(TableName="sessions")


def test_a_bucket_with_nothing_but_a_deleted_object(client: Clients) -> None:
    s3, named = client("s3"), {"Bucket": "archive"}
    s3.create_bucket(**named, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(**named, VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(**named, Key="a", Body=b"text")
    s3.delete_object(**named, Key="a")
    assert "Contents" not in s3.list_objects_v2(**named)
    with pytest.raises(ClientError, match="BucketNotEmpty"):
        s3.delete_bucket(**named)


def test_a_repository_with_images(client: Clients) -> None:
    ecr, named = client("ecr"), {"repositoryName": "vets"}
    ecr.create_repository(**named)
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"digest": "sha256:0"},
        "layers": [],
    }
    ecr.put_image(**named, imageTag="1", imageManifest=json.dumps(manifest))
    with pytest.raises(ClientError, match="RepositoryNotEmptyException"):
        ecr.delete_repository(**named)
    ecr.delete_repository(**named, force=True)
