"""EC2: what a VPC takes along."""

from __future__ import annotations

from moto.ec2.models import EC2Backend
from moto.ec2.models.vpcs import VPC, VPCBackend

from .patching import Function, mend


@mend(VPCBackend, "delete_vpc")
def delete_vpc(original: Function, backend: EC2Backend, vpc_id: str) -> VPC:
    """DeleteVpc: the default network ACL goes too, which stock moto keeps.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
    """
    vpc: VPC = original(backend, vpc_id)
    for acl in [each for each in backend.network_acls.values() if each.vpc_id == vpc_id]:
        del backend.network_acls[acl.id]
    return vpc
