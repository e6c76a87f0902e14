"""Properties that instances take from launch templates."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients

IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"


def make_template(client: Clients, **data: Any) -> str:
    given = {"ImageId": IMAGE, "InstanceType": "t4g.nano", **data}
    template = client("ec2").create_launch_template(
        LaunchTemplateName="host",
        LaunchTemplateData=given,
        TagSpecifications=[
            {"ResourceType": "launch-template", "Tags": [{"Key": "Stack", "Value": "platform"}]}
        ],
    )
    return template["LaunchTemplate"]["LaunchTemplateId"]


def launch(client: Clients, template: str) -> dict[str, Any]:
    ec2 = client("ec2")
    launched = ec2.run_instances(
        MinCount=1, MaxCount=1, LaunchTemplate={"LaunchTemplateId": template, "Version": "1"}
    )
    found = ec2.describe_instances(InstanceIds=[launched["Instances"][0]["InstanceId"]])
    return found["Reservations"][0]["Instances"][0]


def test_the_tags_of_a_template_are_not_those_of_its_instances(client: Clients) -> None:
    tags = [{"ResourceType": "volume", "Tags": [{"Key": "Name", "Value": "host"}]}]
    template = make_template(client, TagSpecifications=tags)
    ec2 = client("ec2")
    [version] = ec2.describe_launch_template_versions(LaunchTemplateId=template)["LaunchTemplateVersions"]
    assert version["LaunchTemplateData"]["TagSpecifications"] == tags
    [described] = ec2.describe_launch_templates(LaunchTemplateIds=[template])["LaunchTemplates"]
    assert described["Tags"] == [{"Key": "Stack", "Value": "platform"}]


def test_an_instance_has_the_image_that_the_parameter_names(client: Clients) -> None:
    name = IMAGE.removeprefix("resolve:ssm:")
    image = client("ssm").get_parameter(Name=name)["Parameter"]["Value"]
    assert launch(client, make_template(client))["ImageId"] == image
    assert image.startswith("ami-")


def test_a_parameter_that_does_not_exist_names_no_image(client: Clients) -> None:
    template = make_template(client, ImageId="resolve:ssm:/none")
    with pytest.raises(ClientError, match="InvalidAMIID"):
        launch(client, template)


def test_an_instance_has_metadata_options_and_profile_of_its_template(client: Clients) -> None:
    client("iam").create_instance_profile(InstanceProfileName="host")
    instance = launch(
        client,
        make_template(
            client,
            MetadataOptions={"HttpTokens": "required", "HttpPutResponseHopLimit": 1},
            IamInstanceProfile={"Name": "host"},
        ),
    )
    assert instance["MetadataOptions"]["HttpTokens"] == "required"
    assert instance["MetadataOptions"]["HttpPutResponseHopLimit"] == 1
    assert instance["IamInstanceProfile"]["Arn"].endswith("/host")


def test_an_instance_has_the_groups_of_its_interface_and_no_public_address(client: Clients) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="host", Description="Host", VpcId=vpc)["GroupId"]
    interface = {
        "DeviceIndex": 0,
        "SubnetId": subnet,
        "Groups": [group],
        "AssociatePublicIpAddress": False,
    }
    launched = ec2.run_instances(ImageId="ami-1", MinCount=1, MaxCount=1, NetworkInterfaces=[interface])
    found = ec2.describe_instances(InstanceIds=[launched["Instances"][0]["InstanceId"]])
    [instance] = found["Reservations"][0]["Instances"]
    assert [each["GroupId"] for each in instance["SecurityGroups"]] == [group]
    assert [each.get("Association") for each in instance["NetworkInterfaces"]] == [None]


def test_an_instance_with_empty_user_data_has_none(client: Clients) -> None:
    ec2 = client("ec2")
    launched = ec2.run_instances(ImageId="ami-1", MinCount=1, MaxCount=1, UserData="")
    instance = launched["Instances"][0]["InstanceId"]
    found = ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")
    assert found["UserData"] == {}


def test_a_disk_of_the_template_takes_the_place_of_the_default_one(client: Clients) -> None:
    instance = launch(
        client,
        make_template(
            client,
            BlockDeviceMappings=[
                {"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True, "VolumeType": "gp3"}}
            ],
            TagSpecifications=[{"ResourceType": "volume", "Tags": [{"Key": "Name", "Value": "host"}]}],
        ),
    )
    [disk] = instance["BlockDeviceMappings"]
    [volume] = client("ec2").describe_volumes(VolumeIds=[disk["Ebs"]["VolumeId"]])["Volumes"]
    assert volume["Encrypted"]
    assert volume["Size"] == 8
    assert volume["Tags"] == [{"Key": "Name", "Value": "host"}]
