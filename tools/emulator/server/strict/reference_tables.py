"""Parts of a call's input that name a resource, by its kind, and the error for one that is not there.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

from __future__ import annotations

import re

WRITES = re.compile(
    r"(Create|Put|Update|Modify|Register|Attach|Associate|Add|Authorize|Set|Replace|Run|Enable|Request|Rotate|Schedule"
    r"|Change|Restore|Allocate|Import|Assign)[A-Z]"
)
DATA = {
    *("dynamodb:PutItem", "dynamodb:UpdateItem", "s3:PutObject", "sqs:SetQueueAttributes"),
    *("events:PutEvents", "logs:PutLogEvents", "cloudwatch:PutMetricData"),
}
"""Calls that store text without a look at it."""
FREE = re.compile(
    "(?i).*(tags?|tagspecifications|description|comment|environment|environmentfiles|variables|metadata|values?)"
    "|valueFrom|Item|SecretString|Attributes|attributes|request(Parameters|Templates)|InputParameters"
    "|logConfiguration|(Alarm|OK|InsufficientData)Actions|SourceArn|ClientToken|CallerReference|Resources|NotResources"
)
"""Members that AWS keeps without looking anything up in them."""
UNVERIFIED = {
    *("events:PutTargets.Arn", "sns:Subscribe.Endpoint", "s3:PutBucketEncryption.KMSMasterKeyID"),
    *(
        "sns:CreateTopic.KmsMasterKeyId",
        "ecs:RegisterTaskDefinition.fileSystemId",
        "apigateway:CreateBasePathMapping.stage",
    ),
}
"""Single members that the service's page says, or shows, to be stored unverified."""

IDS = {
    "vpc": "vpc",
    "subnet": "subnet",
    "sg": "security group",
    "rtb": "route table",
    "acl": "network ACL",
    "aclassoc": "network ACL association",
    "rtbassoc": "route table association",
    "sgr": "security group rule",
    "igw": "internet gateway",
    "nat": "NAT gateway",
    "vpce": "VPC endpoint",
    "eni": "network interface",
    "eipalloc": "elastic IP",
    "i": "instance",
    "pl": "prefix list",
    "lt": "launch template",
    "pcx": "VPC peering connection",
    "eigw": "egress-only gateway",
    "tgw": "transit gateway",
    "vol": "volume",
    "fs": "file system",
    "fsap": "access point",
}
ID = re.compile(rf"({'|'.join(IDS)})-[0-9a-f]{{8,17}}")
ARNS = {
    "iam:role/": "role",
    "iam:policy/": "policy",
    "iam:instance-profile/": "instance profile",
    "kms:key/": "KMS key",
    "kms:alias/": "KMS key",
    "acm:certificate/": "certificate",
    "apigateway:/restapis/": "API stage",
    "elasticloadbalancing:loadbalancer/": "load balancer",
    "elasticloadbalancing:targetgroup/": "target group",
    "elasticloadbalancing:listener/": "listener",
    "elasticloadbalancing:listener-rule/": "listener rule",
    "ecs:cluster/": "cluster",
    "ecs:task-definition/": "task definition",
    "lambda:function:": "function",
    "logs:log-group:": "log group",
    "sns:": "topic",
    "sqs:": "queue",
    "secretsmanager:secret:": "secret",
    "dynamodb:table/": "table",
    "s3:::": "bucket",
    "servicediscovery:service/": "Cloud Map service",
    "servicediscovery:namespace/": "namespace",
    "wafv2:regional/webacl/": "web ACL",
    "wafv2:global/webacl/": "web ACL",
    "wafv2:regional/ipset/": "IP set",
    "wafv2:global/ipset/": "IP set",
    "wafv2:regional/rulegroup/": "rule group",
    "wafv2:regional/regexpatternset/": "regex pattern set",
    "elasticfilesystem:file-system/": "file system",
    "elasticfilesystem:access-point/": "access point",
    "backup:backup-vault:": "backup vault",
    "states:stateMachine:": "state machine",
    "kinesis:stream/": "data stream",
    "firehose:deliverystream/": "delivery stream",
}
ARN = re.compile(r"arn:aws:([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):([^*?$]+)")

MEMBERS = {
    "rds.DBSubnetGroupName": "DB subnet group",
    "rds.DBParameterGroupName": "DB parameter group",
    "rds.DBClusterParameterGroupName": "DB cluster parameter group",
    "rds.DBInstanceParameterGroupName": "DB parameter group",
    "rds.OptionGroupName": "option group",
    "rds.DBClusterIdentifier": "DB cluster",
    "rds.S3BucketName": "bucket",
    "ecs.cluster": "cluster",
    "ecs.capacityProvider": "capacity provider",
    "ecs.capacityProviders": "capacity provider",
    "elasticache.CacheSubnetGroupName": "cache subnet group",
    "autoscaling.LaunchConfigurationName": "launch configuration",
    "autoscaling.LaunchTemplateName": "launch template",
    "autoscaling.KeyName": "key pair",
    "autoscaling.IamInstanceProfile": "instance profile",
    "ec2.KeyName": "key pair",
    "ec2.LaunchTemplateName": "launch template",
    "servicediscovery.NamespaceId": "namespace",
    "servicediscovery.ServiceId": "Cloud Map service",
    "apigateway.apiId": "REST API",
    "apigateway.stage": "API stage",
    "apigateway.authorizerId": "authorizer",
    "apigateway.requestValidatorId": "request validator",
    "apigateway.vpcLinkId": "VPC link",
    "apigateway.connectionId": "VPC link",
    "apigateway.deploymentId": "API deployment",
    "backup.TargetBackupVaultName": "backup vault",
    "cloudtrail.S3BucketName": "bucket",
    "s3.TargetBucket": "bucket",
    "lambda.S3Bucket": "bucket",
    "events.EventBusName": "event bus",
    "efs.FileSystemId": "file system",
    "kms.KeyId": "KMS key",
    "ssm.KeyId": "KMS key",
    "secretsmanager.SecretId": "secret",
    "application-autoscaling.ResourceId": "scalable target",
}
KEY_MEMBER = re.compile(r"(?i).*(kms|encryption).*key.*|KMSMasterKeyID|.*KmsMasterKeyId|TargetKeyId")
ALWAYS_THERE = re.compile(
    r"alias/aws/.*|arn:aws:kms:.*:alias/aws/.*|default([.:-].*)?|.*/aws-service-role/.*|FARGATE(_SPOT)?"
    r"|arn:aws:iam::aws:.*|aws/.*|AWS_OWNED_KMS_KEY|arn:aws:s3:::[^/]*/.*|arn:aws:states:::.*"
)
CREATED_BY = re.compile(r"(Create|Register|Request|Allocate|Import|Put|Restore)(\w+?)((From|To)[A-Z]\w+)?")

CODES = {
    "ec2.vpc": "InvalidVpcID.NotFound",
    "ec2.subnet": "InvalidSubnetID.NotFound",
    "ec2.security group": "InvalidGroup.NotFound",
    "ec2.route table": "InvalidRouteTableID.NotFound",
    "ec2.route table association": "InvalidAssociationID.NotFound",
    "ec2.network ACL association": "InvalidAssociationID.NotFound",
    "ec2.security group rule": "InvalidSecurityGroupRuleId.NotFound",
    "ec2.network ACL": "InvalidNetworkAclID.NotFound",
    "ec2.internet gateway": "InvalidInternetGatewayID.NotFound",
    "ec2.NAT gateway": "InvalidNatGatewayID.NotFound",
    "ec2.VPC endpoint": "InvalidVpcEndpointId.NotFound",
    "ec2.network interface": "InvalidNetworkInterfaceID.NotFound",
    "ec2.elastic IP": "InvalidAllocationID.NotFound",
    "ec2.instance": "InvalidInstanceID.NotFound",
    "ec2.prefix list": "InvalidPrefixListID.NotFound",
    "ec2.launch template": "InvalidLaunchTemplateId.NotFound",
    "ec2.VPC peering connection": "InvalidVpcPeeringConnectionID.NotFound",
    "ec2.egress-only gateway": "InvalidGatewayID.NotFound",
    "ec2.transit gateway": "InvalidTransitGatewayID.NotFound",
    "ec2.volume": "InvalidVolume.NotFound",
    "ec2.key pair": "InvalidKeyPair.NotFound",
    "ec2.KMS key": "InvalidKmsKeyId",
    "rds.subnet": "InvalidSubnet",
    "rds.security group": "InvalidParameterValue",
    "rds.role": "InvalidParameterValue",
    "rds.DB parameter group": "DBParameterGroupNotFound",
    "rds.DB cluster parameter group": "DBClusterParameterGroupNotFound",
    "ecs.role": "ClientException",
    "elbv2.vpc": "ValidationError",
    "elbv2.security group": "InvalidSecurityGroup",
    "elbv2.certificate": "CertificateNotFound",
    "iam.policy": "NoSuchEntity",
    "iam.role": "NoSuchEntity",
    "kms.KMS key": "NotFoundException",
    "kms.role": "InvalidArnException",
    "application-autoscaling.scalable target": "ObjectNotFoundException",
    "lambda.KMS key": "InvalidParameterValueException",
    "lambda.function": "ResourceNotFoundException",
    "secretsmanager.KMS key": "EncryptionFailure",
    "s3.bucket": "InvalidTargetBucketForLogging",
    "route53.vpc": "InvalidVPCId",
    "route53.role": "InvalidInput",
    "autoscaling.target group": "ValidationError",
    "apigateway.authorizer": "NotFoundException",
}
"""Codes that a model does not list, or lists without saying for what. Keys: `service.kind`."""

NETWORKS = {
    "ec2": "InvalidParameterValue",
    "elbv2": "InvalidConfigurationRequest",
    "rds": "InvalidParameterCombination",
    "efs": "SecurityGroupNotFound",
    "autoscaling": "ValidationError",
}
"""Codes for resources of two VPCs in one call."""
NETWORKS_OF_RULES = "InvalidGroup.NotFound"
MAY_CROSS = re.compile(r".*(Peering|TransitGateway|HostedZone|VPCAssociation|AttachInternetGateway).*")
LOCAL = {"certificate", "KMS key", "target group", "load balancer", "cluster"}
"""Kinds of which a service takes those of its own region alone."""
