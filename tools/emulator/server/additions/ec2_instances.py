"""EC2: what an instance takes from its launch template."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import InvalidAMIIdError
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import InstanceBackend, Reservation
from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateBackend
from moto.ssm.models import ssm_backends

from .patching import Function, mend

_BY_PARAMETER = "resolve:ssm:"

_SIZE_OF_AMAZON_LINUX = 8
"""Size in GiB: a disk without one has that of the image's snapshot, which moto's images lack."""


@mend(LaunchTemplateBackend, "create_launch_template")
def create_launch_template(
    original: Function,
    backend: LaunchTemplateBackend,
    name: str,
    description: str,
    template_data: dict[str, Any],
    tag_spec: dict[str, dict[str, str]],
) -> LaunchTemplate:
    """CreateLaunchTemplate: stock moto puts the tags of the template among those of its instances."""
    tags = template_data.pop("TagSpecifications", [])
    kept = [tag for tag in tags if tag["ResourceType"] != "launch-template"]
    data = {**template_data, **({"TagSpecifications": kept} if kept else {})}
    return original(backend, name, description, data, tag_spec)


@mend(InstanceBackend, "run_instances")
def run_instances(
    original: Function,
    backend: InstanceBackend,
    image_id: str | None,
    count: int,
    user_data: Any,
    security_group_names: list[str],
    **kwargs: Any,
) -> Reservation:
    """RunInstances: stock moto takes no metadata options, profile or tags of disks from a template."""
    template = _template(backend, kwargs)
    kwargs["metadata_options"] = {
        **template.get("MetadataOptions", {}),
        **(kwargs.get("metadata_options") or {}),
    }
    if "block_device_mappings" not in kwargs and "BlockDeviceMappings" in template:
        kwargs["block_device_mappings"] = [_sized(disk) for disk in template["BlockDeviceMappings"]]
    kwargs["tags"] = {**_tags_of_disks(template), **kwargs.get("tags", {})}
    image = _resolved(backend, image_id or template.get("ImageId"))
    reservation = original(backend, image, count, user_data, security_group_names, **kwargs)
    profile = template.get("IamInstanceProfile")
    for instance in reservation.instances:
        # Given with the interface, they are the instance's as well.
        instance.security_groups = instance.security_groups or list(instance.nics[0].group_set)
        # Empty user data is none, as DescribeInstanceAttribute then says.
        instance.user_data = instance.user_data if str(instance.user_data or "") else None
        if profile:
            backend.associate_iam_instance_profile(
                instance_id=instance.id,
                iam_instance_profile_name=profile.get("Name"),
                iam_instance_profile_arn=profile.get("Arn"),
            )
    return reservation


@mend(NetworkInterface, "association")
def association(original: Function, interface: NetworkInterface) -> dict[str, Any] | None:
    """DescribeInstances: stock moto shows an empty association where there is no public address."""
    return original(interface) or None


def _template(backend: InstanceBackend, kwargs: dict[str, Any]) -> dict[str, Any]:
    named = kwargs.get("launch_template")
    return backend._get_template_from_args(named).data if named else {}


def _sized(disk: dict[str, Any]) -> dict[str, Any]:
    return {**disk, "Ebs": {"VolumeSize": _SIZE_OF_AMAZON_LINUX, **disk.get("Ebs", {})}}


def _tags_of_disks(template: dict[str, Any]) -> dict[str, dict[str, str]]:
    for specification in template.get("TagSpecifications", []):
        if specification["ResourceType"] == "volume":
            return {"volume": {tag["Key"]: tag["Value"] for tag in specification["Tags"]}}
    return {}


def _resolved(backend: InstanceBackend, image_id: str | None) -> str | None:
    """The image that a parameter names, where `image_id` is one."""
    if image_id is None or not image_id.startswith(_BY_PARAMETER):
        return image_id
    name = image_id.removeprefix(_BY_PARAMETER)
    parameter = ssm_backends[backend.account_id][backend.region_name].get_parameter(name)
    if parameter is None:
        raise InvalidAMIIdError([image_id])
    return parameter.value
