import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import { Construct } from 'constructs';

export interface PrivateDnsNamespaceProps {
  /** Domain, such as `petclinic.local`. Only another one in the same VPC may not have it. */
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
}

/**
 * A Cloud Map namespace: who registers a service in it is found by name from within the VPC, and from nowhere else. It
 * cannot go while a service is in it.
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
