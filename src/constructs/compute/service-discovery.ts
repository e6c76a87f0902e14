import { ServiceDiscoveryService } from '@cdktf/provider-aws/lib/service-discovery-service';
import { Construct } from 'constructs';

/** Seconds for which a resolver keeps an answer, and so may still send requests to a task that ended. */
const TTL_SECONDS = 10;

export interface ServiceDiscoveryProps {
  readonly name: string;
  readonly namespaceId: string;
}

/**
 * The service's name in the namespace: an A record with the address of every healthy task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export class ServiceDiscovery extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, namespaceId }: ServiceDiscoveryProps) {
    super(scope, id);
    this.arn = new ServiceDiscoveryService(this, 'service', {
      name,
      dnsConfig: {
        namespaceId,
        routingPolicy: 'MULTIVALUE',
        dnsRecords: [{ type: 'A', ttl: TTL_SECONDS }],
      },
      // ECS says which tasks are healthy. The threshold is what AWS takes whatever one asks for.
      healthCheckCustomConfig: { failureThreshold: 1 },
      // ECS takes its tasks off the list a while after the service is gone; until then AWS would refuse.
      forceDestroy: true,
    }).arn;
  }
}
