"""What runs of Terraform made is known, and can be taken back."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep
from typing import Any

import boto3
import pytest
from botocore.config import Config
from harness import REGION, Clients, Emulator
from server.made.ledger import Ledger, Run, run_of

STACK = "dev-test"
AGENT = f"Terraform/1.11.4 petclinic-run/{STACK}.4711.99"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})


def ask(
    emulator: Emulator, body: Any = None, query: str = f"?stack={STACK}", method: str | None = None
) -> Any:
    data = None if body is None else json.dumps(body).encode()
    url = f"{emulator.url}/_emulator/made{query if body is None else ''}"
    with urllib.request.urlopen(urllib.request.Request(url, data=data, method=method)) as response:
        return json.load(response)


def made(emulator: Emulator) -> list[dict[str, Any]]:
    return ask(emulator)["made"]


def undo_all(emulator: Emulator) -> list[dict[str, Any]]:
    return ask(emulator, {"stack": STACK, "undo": [each["number"] for each in made(emulator)]})["stuck"]


@pytest.fixture
def run(emulator: Emulator) -> Clients:
    """Clients whose calls are those of a run on the stack."""

    def client(service: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=emulator.url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(user_agent_extra=AGENT, retries={"total_max_attempts": 1}),
        )

    return client


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (AGENT, Run(STACK, "4711.99")),
        ("aws-sdk-go petclinic-run/state-backend.1.2 more", Run("state-backend", "1.2")),
        ("APN/1.0 HashiCorp/1.0 Terraform/1.11.4", None),
        ("petclinic-run/dev-test", None),
        (None, None),
    ],
)
def test_a_run_is_told_by_its_mark(agent: str | None, expected: Run | None) -> None:
    assert run_of(agent) == expected


def test_what_a_run_makes_is_known_by_what_a_state_has_of_it(emulator: Emulator, run: Clients) -> None:
    group = run("ec2").create_security_group(GroupName="a", Description="a")["GroupId"]
    run("iam").create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)
    told = [(each["call"], each["types"], each["identity"], each["command"]) for each in made(emulator)]
    assert told == [
        ("ec2:CreateSecurityGroup", ["aws_security_group"], [group], "4711.99"),
        ("iam:CreateRole", ["aws_iam_role"], ["r"], "4711.99"),
    ]


def test_what_others_make_and_what_fails_is_not_among_it(
    emulator: Emulator, client: Clients, run: Clients
) -> None:
    client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)
    with pytest.raises(run("iam").exceptions.EntityAlreadyExistsException):
        run("iam").create_role(RoleName="r", AssumeRolePolicyDocument=TRUST)
    assert made(emulator) == []
    undo_all(emulator)
    assert client("iam").get_role(RoleName="r")["Role"]["RoleName"] == "r"


def test_what_anybody_takes_away_is_no_longer_among_it(
    emulator: Emulator, client: Clients, run: Clients
) -> None:
    for name in ("r", "s"):
        run("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    client("iam").delete_role(RoleName="r")
    assert [each["identity"] for each in made(emulator)] == [["s"]]


def test_only_what_is_asked_for_goes_and_the_rest_is_settled(
    emulator: Emulator, client: Clients, run: Clients
) -> None:
    for name in ("r", "s"):
        run("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    first = made(emulator)[0]
    assert (first["identity"], first["settled"]) == (["r"], False)
    assert ask(emulator, {"stack": STACK, "undo": [first["number"]]}) == {"stuck": []}
    assert [(each["identity"], each["settled"]) for each in made(emulator)] == [(["s"], True)]
    assert [role["RoleName"] for role in client("iam").list_roles()["Roles"]] == ["s"]


def test_what_stays_is_told_with_the_reason_and_not_settled(
    emulator: Emulator, client: Clients, run: Clients
) -> None:
    place = {"LocationConstraint": REGION}
    run("s3").create_bucket(Bucket="full", CreateBucketConfiguration=place)
    client("s3").put_object(Bucket="full", Key="a", Body=b"a")
    (stuck,) = undo_all(emulator)
    assert (stuck["call"], stuck["identity"]) == ("s3:CreateBucket", ["full"])
    assert "BucketNotEmpty" in stuck["reason"]
    assert [each["settled"] for each in made(emulator)] == [False]
    client("s3").delete_object(Bucket="full", Key="a")
    assert undo_all(emulator) == []
    assert made(emulator) == []


def test_a_lock_is_among_it_until_it_is_released_and_a_state_and_its_checksum_never(
    emulator: Emulator, client: Clients, run: Clients
) -> None:
    client("s3").create_bucket(Bucket="states", CreateBucketConfiguration={"LocationConstraint": REGION})
    client("dynamodb").create_table(
        TableName="locks",
        AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )

    def lock() -> None:
        run("s3").put_object(Bucket="states", Key="a.tfstate.tflock", Body=b"{}")
        run("dynamodb").put_item(
            TableName="locks", Item={"LockID": {"S": "states/a.tfstate"}, "Info": {"S": "{}"}}
        )

    lock()
    run("s3").put_object(Bucket="states", Key="a.tfstate", Body=b"{}")
    run("dynamodb").put_item(TableName="locks", Item={"LockID": {"S": "a.tfstate-md5"}, "Digest": {"S": "x"}})
    assert [(each["call"], each["types"]) for each in made(emulator)] == [
        ("s3:PutObject", []),
        ("dynamodb:PutItem", []),
    ]
    client("s3").delete_object(Bucket="states", Key="a.tfstate.tflock")
    client("dynamodb").delete_item(TableName="locks", Key={"LockID": {"S": "states/a.tfstate"}})
    assert made(emulator) == []

    lock()
    assert undo_all(emulator) == []
    keys = [each["Key"] for each in client("s3").list_objects_v2(Bucket="states")["Contents"]]
    ids = [each["LockID"]["S"] for each in client("dynamodb").scan(TableName="locks")["Items"]]
    assert (keys, ids) == (["a.tfstate"], ["a.tfstate-md5"])


def make_network(run: Clients) -> None:
    ec2 = run("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(
        NetworkAclId=acl,
        RuleNumber=100,
        Egress=False,
        Protocol="-1",
        RuleAction="allow",
        CidrBlock="0.0.0.0/0",
    )
    of_subnet = [{"Name": "association.subnet-id", "Values": [subnet]}]
    associations = ec2.describe_network_acls(Filters=of_subnet)["NetworkAcls"][0]["Associations"]
    ec2.replace_network_acl_association(
        AssociationId=associations[0]["NetworkAclAssociationId"], NetworkAclId=acl
    )


def make_protected_database(run: Clients) -> None:
    run("rds").create_db_cluster(
        DBClusterIdentifier="c",
        Engine="aurora-mysql",
        MasterUsername="admin1",
        MasterUserPassword="not-a-secret-1",
        DeletionProtection=True,
    )


def make_protected_table(run: Clients) -> None:
    run("dynamodb").create_table(
        TableName="t",
        AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
    )


def make_record(run: Clients) -> None:
    zone = boto3_zone(run)
    record = {"Name": "www.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
    run("route53").change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    )


def boto3_zone(run: Clients) -> str:
    """A zone that is there before, as the domain's: making one is not a call of ours."""
    zone: str = run("route53").create_hosted_zone(Name="example.com", CallerReference="x")["HostedZone"]["Id"]
    return zone.removeprefix("/hostedzone/")


def make_backup(run: Clients) -> None:
    backup = run("backup")
    backup.create_backup_vault(BackupVaultName="vault")
    rule = {"RuleName": "daily", "TargetBackupVaultName": "vault", "ScheduleExpression": "cron(0 5 * * ? *)"}
    plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": "p", "Rules": [rule]})["BackupPlanId"]
    role = "arn:aws:iam::123456789012:role/backup"
    selection = {"SelectionName": "s", "IamRoleArn": role, "Resources": ["*"]}
    backup.create_backup_selection(BackupPlanId=plan, BackupSelection=selection)


def make_firewall(run: Clients) -> None:
    waf = run("wafv2")
    visible = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "m"}
    waf.create_web_acl(
        Name="w", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=visible, Rules=[]
    )
    waf.create_ip_set(Name="i", Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=[])


def make_namespace(run: Clients) -> None:
    vpc = run("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    run("servicediscovery").create_private_dns_namespace(Name="n.local", Vpc=vpc)


def make_key(run: Clients) -> None:
    key = run("kms").create_key()["KeyMetadata"]["KeyId"]
    run("kms").create_alias(AliasName="alias/a", TargetKeyId=key)


def make_domain(run: Clients) -> None:
    certificate = run("acm").request_certificate(DomainName="api.example.com", ValidationMethod="DNS")
    gateway = run("apigateway")
    api = gateway.create_rest_api(name="a")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    gateway.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    gateway.put_integration(restApiId=api, resourceId=root, httpMethod="GET", type="MOCK")
    gateway.create_deployment(restApiId=api, stageName="v1")
    gateway.create_domain_name(
        domainName="api.example.com", regionalCertificateArn=certificate["CertificateArn"]
    )
    gateway.create_base_path_mapping(domainName="api.example.com", restApiId=api, stage="v1")


def make_subscription(run: Clients) -> None:
    topic = run("sns").create_topic(Name="t")["TopicArn"]
    run("sns").subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com")


Listing = Callable[[Clients], list[Any]]

LISTINGS: list[tuple[Callable[[Clients], None], Listing]] = [
    (make_network, lambda c: [v for v in c("ec2").describe_vpcs()["Vpcs"] if not v["IsDefault"]]),
    (make_protected_database, lambda c: c("rds").describe_db_clusters()["DBClusters"]),
    (make_protected_table, lambda c: c("dynamodb").list_tables()["TableNames"]),
    (make_backup, lambda c: c("backup").list_backup_vaults()["BackupVaultList"]),
    (make_backup, lambda c: c("backup").list_backup_plans()["BackupPlansList"]),
    (make_firewall, lambda c: c("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"]),
    (make_firewall, lambda c: c("wafv2").list_ip_sets(Scope="REGIONAL")["IPSets"]),
    (make_domain, lambda c: c("acm").list_certificates()["CertificateSummaryList"]),
    (make_domain, lambda c: c("apigateway").get_domain_names()["items"]),
    (make_domain, lambda c: c("apigateway").get_rest_apis()["items"]),
    (make_subscription, lambda c: c("sns").list_subscriptions()["Subscriptions"]),
    (make_namespace, lambda c: c("servicediscovery").list_namespaces()["Namespaces"]),
    (
        make_key,
        lambda c: [
            key
            for key in c("kms").list_keys()["Keys"]
            if c("kms").describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"] != "PendingDeletion"
        ],
    ),
]


@pytest.mark.parametrize(("make", "listing"), LISTINGS)
def test_what_takes_more_than_one_call_is_taken_back(
    emulator: Emulator, client: Clients, run: Clients, make: Callable[[Clients], None], listing: Listing
) -> None:
    make(run)
    assert len(listing(client)) == 1
    assert undo_all(emulator) == []
    assert listing(client) == []
    assert made(emulator) == []


def test_a_record_of_a_zone_is_taken_back_and_the_zone_stays(
    emulator: Emulator, client: Clients, run: Clients
) -> None:
    make_record(run)
    assert undo_all(emulator) == []
    (zone,) = client("route53").list_hosted_zones()["HostedZones"]
    records = client("route53").list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    assert "A" not in [record["Type"] for record in records]


def test_what_was_made_is_told_when_no_call_of_the_stack_is_open_any_more() -> None:
    ledger, seen = Ledger(), []
    run = Run(STACK, "1.1")

    def answer() -> None:
        with ledger.following(run):
            sleep(1.5)
            seen.append(monotonic())

    thread = Thread(target=answer)
    thread.start()
    ledger.of("dev-other")
    assert seen == []
    ledger.of(STACK)
    assert len(seen) == 1
    thread.join()


@pytest.mark.parametrize(
    ("body", "query", "method", "status"),
    [
        (None, "", None, 400),
        ({"stack": STACK}, "", None, 400),
        ([1], "", None, 400),
        (None, f"?stack={STACK}", "DELETE", 405),
    ],
)
def test_what_is_not_understood_is_refused(
    emulator: Emulator, body: Any, query: str, method: str | None, status: int
) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        ask(emulator, body, query, method)
    assert error.value.code == status
