"""IAM additions."""

from __future__ import annotations

from botocore.session import get_session
from harness import Clients, Emulator

EXECUTION = "policy/service-role/AmazonECSTaskExecutionRolePolicy"


def test_managed_policies_of_aws_exist(client: Clients) -> None:
    assert client("iam").get_policy(PolicyArn=f"arn:aws:iam::aws:{EXECUTION}")["Policy"]["IsAttachable"]


def test_a_reset_forgets_what_managed_policies_of_aws_were_attached_to(emulator: Emulator) -> None:
    iam = emulator.client("iam")
    arn = f"arn:aws:iam::aws:{EXECUTION}"
    iam.create_role(RoleName="task", AssumeRolePolicyDocument="{}")
    iam.attach_role_policy(RoleName="task", PolicyArn=arn)
    assert iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 1
    emulator.reset()
    assert iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 0


def test_other_partitions_have_none(emulator: Emulator) -> None:
    china = get_session().create_client(
        "iam",
        region_name="cn-north-1",
        endpoint_url=emulator.url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    assert china.list_policies(Scope="AWS")["Policies"] == []


def test_a_change_of_a_role_leaves_its_description(client: Clients) -> None:
    iam = client("iam")
    iam.create_role(RoleName="apply", AssumeRolePolicyDocument="{}", Description="applies")
    iam.update_role(RoleName="apply", MaxSessionDuration=7200)
    role = iam.get_role(RoleName="apply")["Role"]
    assert (role["Description"], role["MaxSessionDuration"]) == ("applies", 7200)
    iam.update_role(RoleName="apply", Description="applies dev")
    assert iam.get_role(RoleName="apply")["Role"]["Description"] == "applies dev"
