"""Prints what an account holds as JSON: sorted names or ids by kind, without kinds that have none.

The AWS environment names account, endpoint and region. Left out are AWS's own defaults, and what AWS still
shows after it is deleted.
"""

import json

import boto3
import jmespath

# Service, operation, JMESPath of the names in its answer.
KINDS = {
    "addressSets": ("wafv2", "list_ip_sets", "IPSets[].Name"),
    "addresses": ("ec2", "describe_addresses", "Addresses[].PublicIp"),
    "alarms": ("cloudwatch", "describe_alarms", "[MetricAlarms, CompositeAlarms][][].AlarmName"),
    "aliases": ("kms", "list_aliases", "Aliases[?!starts_with(AliasName, 'alias/aws/')].AliasName"),
    "analyzers": ("accessanalyzer", "list_analyzers", "analyzers[].name"),
    "apis": ("apigateway", "get_rest_apis", "items[].name"),
    "backupPlans": ("backup", "list_backup_plans", "BackupPlansList[].BackupPlanName"),
    "backupVaults": ("backup", "list_backup_vaults", "BackupVaultList[].BackupVaultName"),
    "buckets": ("s3", "list_buckets", "Buckets[].Name"),
    "budgets": ("budgets", "describe_budgets", "Budgets[].BudgetName"),
    "certificates": ("acm", "list_certificates", "CertificateSummaryList[].DomainName"),
    "clusters": ("ecs", "describe_clusters", "clusters[?status!='INACTIVE'].clusterName"),
    "configRecorders": ("config", "describe_configuration_recorders", "ConfigurationRecorders[].name"),
    "configRules": ("config", "describe_config_rules", "ConfigRules[].ConfigRuleName"),
    "dashboards": ("cloudwatch", "list_dashboards", "DashboardEntries[].DashboardName"),
    "databases": ("rds", "describe_db_clusters", "DBClusters[].DBClusterIdentifier"),
    "domainNames": ("apigateway", "get_domain_names", "items[].domainName"),
    "endpoints": (
        "ec2",
        "describe_vpc_endpoints",
        "VpcEndpoints[?State!='deleted' && State!='Deleted'].ServiceName",
    ),
    "eventRules": ("events", "list_rules", "Rules[].Name"),
    "flowLogs": ("ec2", "describe_flow_logs", "FlowLogs[].FlowLogId"),
    "functions": ("lambda", "list_functions", "Functions[].FunctionName"),
    "hostedZones": ("route53", "list_hosted_zones", "HostedZones[].Name"),
    "instanceProfiles": ("iam", "list_instance_profiles", "InstanceProfiles[].InstanceProfileName"),
    "internetGateways": ("ec2", "describe_internet_gateways", "InternetGateways[].InternetGatewayId"),
    "loadBalancers": ("elbv2", "describe_load_balancers", "LoadBalancers[].LoadBalancerName"),
    "logGroups": ("logs", "describe_log_groups", "logGroups[].logGroupName"),
    "logPolicies": ("logs", "describe_resource_policies", "resourcePolicies[].policyName"),
    "metricFilters": ("logs", "describe_metric_filters", "metricFilters[].filterName"),
    "namespaces": ("servicediscovery", "list_namespaces", "Namespaces[].Name"),
    "natGateways": ("ec2", "describe_nat_gateways", "NatGateways[?State!='deleted'].NatGatewayId"),
    "parameters": ("ssm", "describe_parameters", "Parameters[].Name"),
    "queries": ("logs", "describe_query_definitions", "queryDefinitions[].name"),
    "repositories": ("ecr", "describe_repositories", "repositories[].repositoryName"),
    "roles": ("iam", "list_roles", "Roles[?!starts_with(Path, '/aws-service-role/')].RoleName"),
    "samplingRules": (
        "xray",
        "get_sampling_rules",
        "SamplingRuleRecords[?SamplingRule.RuleName!='Default'].SamplingRule.RuleName",
    ),
    "secrets": ("secretsmanager", "list_secrets", "SecretList[].Name"),
    "snapshots": ("rds", "describe_db_cluster_snapshots", "DBClusterSnapshots[].DBClusterSnapshotIdentifier"),
    "subnetGroups": ("rds", "describe_db_subnet_groups", "DBSubnetGroups[].DBSubnetGroupName"),
    "tables": ("dynamodb", "list_tables", "TableNames"),
    "targetGroups": ("elbv2", "describe_target_groups", "TargetGroups[].TargetGroupName"),
    "taskDefinitions": ("ecs", "list_task_definitions", "taskDefinitionArns"),
    "topics": ("sns", "list_topics", "Topics[].TopicArn"),
    "traceGroups": ("xray", "get_groups", "Groups[?GroupName!='Default'].GroupName"),
    "vpcs": ("ec2", "describe_vpcs", "Vpcs[?!IsDefault].CidrBlock"),
    "webAcls": ("wafv2", "list_web_acls", "WebACLs[].Name"),
}


def arguments(service: str, operation: str) -> dict[str, object]:
    if service == "wafv2":
        return {"Scope": "REGIONAL"}
    if operation == "describe_clusters":
        return {"clusters": names("ecs", "list_clusters", "clusterArns")}
    if operation == "list_task_definitions":
        return {"status": "ACTIVE"}
    if operation == "describe_budgets":
        return {"AccountId": boto3.client("sts").get_caller_identity()["Account"]}
    return {}


def names(service: str, operation: str, path: str) -> list[str]:
    client = boto3.client(service)
    given = arguments(service, operation)
    if not client.can_paginate(operation):
        pages = [getattr(client, operation)(**given)]
    else:
        pages = client.get_paginator(operation).paginate(**given)
    return sorted(name for page in pages for name in jmespath.search(path, page) or [])


def keys() -> list[str]:
    """Descriptions of the keys that are not being deleted, but for the emulator's default key."""
    kms = boto3.client("kms")
    all_keys = [
        kms.describe_key(KeyId=key_id)["KeyMetadata"] for key_id in names("kms", "list_keys", "Keys[].KeyId")
    ]
    return sorted(
        key["Description"]
        for key in all_keys
        if key["KeyManager"] == "CUSTOMER"
        and key["KeyState"] != "PendingDeletion"
        and key["Description"] != "Default key"
    )


found = {kind: names(*how) for kind, how in KINDS.items()} | {"keys": keys()}
print(json.dumps({kind: all_names for kind, all_names in sorted(found.items()) if all_names}))
