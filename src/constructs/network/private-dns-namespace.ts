import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import { Construct } from 'constructs';

export interface PrivateDnsNamespaceProps {
  /** Domain, such as `petclinic.local`, unique among the namespaces of the VPC. */
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
}

/**
 * A Cloud Map namespace: services registered in it are found by name from within the VPC, and from nowhere else. AWS
 * does not delete it while a service is in it.
 *
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/working-with-namespaces.html
 */
export class PrivateDnsNamespace extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { name, description, vpcId }: PrivateDnsNamespaceProps) {
    super(scope, id);
    this.id = new ServiceDiscoveryPrivateDnsNamespace(this, 'namespace', {
      name,
      description,
      vpc: vpcId,
    }).id;
  }
}
