import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** Seconds that requests get to finish when a task goes: the gateway waits no longer than 29. */
const DEREGISTRATION_SECONDS = 30;

export interface ServiceRouteProps {
  /** Name of the target group. It depends on the port: another port makes a new group beside the old one. */
  readonly targetGroupName: string;
  /** Its tag `Name`: the name says service and port only as far as its 32 characters reach. */
  readonly targetGroupTag: string;
  readonly vpcId: string;
  readonly port: number;
  /** What answers 200 once the service is up. */
  readonly healthPath: string;
  readonly listenerArn: string;
  /** 1 to 50000, unique at the listener; lower numbers are asked first. */
  readonly priority: number;
  /** The rule takes this path and all below it. */
  readonly path: string;
  /** The header that a request must have, and its value. */
  readonly origin: { readonly header: string; readonly value: string };
}

/**
 * How requests come from the load balancer to the tasks: a target group of their addresses, and a listener rule for the
 * service's path that demands the gateway's header.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export class ServiceRoute extends Construct {
  readonly targetGroupArn: string;
  /** End of the ARN, `targetgroup/<name>/<id>`: its metrics know it by that. */
  readonly targetGroupArnSuffix: string;
  /** ECS takes a target group only once a listener uses it: the service depends on this. */
  readonly rule: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ServiceRouteProps) {
    super(scope, id);
    const group = new LbTargetGroup(this, 'target-group', {
      name: props.targetGroupName,
      tags: { Name: props.targetGroupTag },
      vpcId: props.vpcId,
      targetType: 'ip',
      protocol: 'HTTP',
      port: props.port,
      deregistrationDelay: String(DEREGISTRATION_SECONDS),
      healthCheck: {
        path: props.healthPath,
        matcher: '200',
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      lifecycle: { createBeforeDestroy: true },
    });
    this.targetGroupArn = group.arn;
    this.targetGroupArnSuffix = group.arnSuffix;
    this.rule = new LbListenerRule(this, 'rule', {
      listenerArn: props.listenerArn,
      priority: props.priority,
      condition: [
        { pathPattern: { values: [props.path, `${props.path}/*`] } },
        { httpHeader: { httpHeaderName: props.origin.header, values: [props.origin.value] } },
      ],
      action: [{ type: 'forward', targetGroupArn: group.arn }],
    });
  }
}
