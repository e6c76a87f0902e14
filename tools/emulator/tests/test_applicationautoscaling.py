"""Application Auto Scaling additions."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from harness import Clients

TARGET = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/clinic/vets",
    "ScalableDimension": "ecs:service:DesiredCount",
}


def register(client: Clients, **more: Any) -> str:
    return client("application-autoscaling").register_scalable_target(
        **TARGET, MinCapacity=1, MaxCapacity=4, **more
    )["ScalableTargetARN"]


@pytest.fixture
def service(client: Clients) -> None:
    ecs = client("ecs")
    ecs.create_cluster(clusterName="clinic")
    ecs.register_task_definition(
        family="vets", containerDefinitions=[{"name": "application", "image": "vets:1", "memory": 512}]
    )
    ecs.create_service(cluster="clinic", serviceName="vets", taskDefinition="vets", desiredCount=1)


@pytest.mark.usefixtures("service")
def test_a_target_has_the_tags_it_was_made_with_and_those_it_got_since(client: Clients) -> None:
    scaling = client("application-autoscaling")
    arn = register(client, Tags={"Project": "petclinic", "Stack": "old"})
    scaling.tag_resource(ResourceARN=arn, Tags={"Stack": "services"})
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {
        "Project": "petclinic",
        "Stack": "services",
    }
    scaling.untag_resource(ResourceARN=arn, TagKeys=["Stack"])
    register(client)  # an update of the bounds, which says nothing of tags
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"Project": "petclinic"}


def test_a_target_that_is_not_there_has_no_tags(client: Clients) -> None:
    arn = "arn:aws:application-autoscaling:us-west-2:123456789012:scalable-target/0ab"
    with pytest.raises(ClientError, match="No scalable target found"):
        client("application-autoscaling").list_tags_for_resource(ResourceARN=arn)
