"""What has to be done or asked before some things can be taken back."""

from __future__ import annotations

from typing import Any

Arguments = dict[str, Any]


def unprotected_cluster(rds: Any, arguments: Arguments) -> Arguments:
    name = arguments["DBClusterIdentifier"]
    rds.modify_db_cluster(DBClusterIdentifier=name, DeletionProtection=False, ApplyImmediately=True)
    return arguments


def unprotected_load_balancer(elb: Any, arguments: Arguments) -> Arguments:
    off = [{"Key": "deletion_protection.enabled", "Value": "false"}]
    elb.modify_load_balancer_attributes(LoadBalancerArn=arguments["LoadBalancerArn"], Attributes=off)
    return arguments


def unprotected_table(dynamodb: Any, arguments: Arguments) -> Arguments:
    table = dynamodb.describe_table(TableName=arguments["TableName"])["Table"]
    if table.get("DeletionProtectionEnabled"):
        dynamodb.update_table(TableName=arguments["TableName"], DeletionProtectionEnabled=False)
    return arguments


def latest_web_acl(waf: Any, arguments: Arguments) -> Arguments:
    """WAF wants the token of the version that is there."""
    return {**arguments, "LockToken": waf.get_web_acl(**arguments)["LockToken"]}


def latest_ip_set(waf: Any, arguments: Arguments) -> Arguments:
    return {**arguments, "LockToken": waf.get_ip_set(**arguments)["LockToken"]}


def namespace_made_by(cloud_map: Any, arguments: Arguments) -> Arguments:
    """A namespace is made by an operation that goes on after the answer."""
    operation = cloud_map.get_operation(OperationId=arguments["OperationId"])["Operation"]
    return {"Id": operation["Targets"]["NAMESPACE"]}


def back_to_default_acl(ec2: Any, arguments: Arguments) -> Arguments:
    """A subnet always has a network ACL: the VPC's own when no other."""
    association = {"Name": "association.association-id", "Values": [arguments["AssociationId"]]}
    acls = ec2.describe_network_acls(Filters=[association])["NetworkAcls"]
    if not acls:
        return arguments  # of a subnet that is gone: EC2 says so
    own = [{"Name": "vpc-id", "Values": [acls[0]["VpcId"]]}, {"Name": "default", "Values": ["true"]}]
    default = ec2.describe_network_acls(Filters=own)["NetworkAcls"][0]["NetworkAclId"]
    return {**arguments, "NetworkAclId": default}
