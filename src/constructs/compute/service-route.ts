import { LbListenerRule, LbListenerRuleCondition } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** Seconds that running requests get to finish when a task is deregistered: the gateway waits at most 29. */
const DEREGISTRATION_SECONDS = 30;

export interface ServiceRouteProps {
  /** Name that the target group gets when it is made, and keeps. */
  readonly targetGroupName: string;
  /** Value of the target group's tag `Name`: its physical name holds service and port only within 32 characters. */
  readonly targetGroupTag: string;
  readonly vpcId: string;
  readonly port: number;
  /** Path that answers 200 while the service takes requests. */
  readonly readinessPath: string;
  readonly listenerArn: string;
  /** Priority of the rule, 1 to 50000, unique at the listener; the listener tries lower numbers first. */
  readonly priority: number;
  /** Path that the rule matches, with all paths below it. */
  readonly path: string;
  /** The header that a request must have, and the values that it may have: at most two. */
  readonly origin: { readonly header: string; readonly values: string[] };
  /** Answers event streams with 204, by a rule of the priority before. */
  readonly endsEventStreams: boolean;
}

/**
 * The route from the load balancer to a service's tasks: a target group of their addresses, and a listener rule for the
 * service's path that demands the gateway's header.
 *
 * The target group outlives changes of name and port, which would leave the path without a healthy target: ECS registers each
 * task with its own port.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export class ServiceRoute extends Construct {
  readonly targetGroupArn: string;
  /** Suffix of the target group's ARN, `targetgroup/<name>/<id>`: its dimension in CloudWatch metrics. */
  readonly targetGroupArnSuffix: string;
  /** Listener rule that the service depends on: ECS takes a target group only once a listener uses it. */
  readonly rule: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ServiceRouteProps) {
    super(scope, id);
    const { listenerArn, priority, path } = props;
    const group = new LbTargetGroup(this, 'target-group', {
      name: props.targetGroupName,
      tags: { Name: props.targetGroupTag },
      vpcId: props.vpcId,
      targetType: 'ip',
      protocol: 'HTTP',
      port: props.port,
      deregistrationDelay: String(DEREGISTRATION_SECONDS),
      healthCheck: {
        path: props.readinessPath,
        matcher: '200',
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['name', 'port'] },
    });
    this.targetGroupArn = group.arn;
    this.targetGroupArnSuffix = group.arnSuffix;
    const fromGateway = {
      httpHeader: { httpHeaderName: props.origin.header, values: props.origin.values },
    };
    if (props.endsEventStreams) this.endEventStreams(listenerArn, priority - 1, path, fromGateway);
    this.rule = new LbListenerRule(this, 'rule', {
      listenerArn,
      priority,
      condition: [{ pathPattern: { values: [path, `${path}/*`] } }, fromGateway],
      action: [{ type: 'forward', targetGroupArn: group.arn }],
    });
  }

  /** A REST API holds an answer back until it is whole: a stream would end in 504 after 29 s. After 204 a browser asks no more. */
  private endEventStreams(
    listenerArn: string,
    priority: number,
    path: string,
    fromGateway: LbListenerRuleCondition,
  ): void {
    new LbListenerRule(this, 'event-streams', {
      listenerArn,
      priority,
      condition: [
        { pathPattern: { values: [`${path}/*`] } },
        { httpHeader: { httpHeaderName: 'accept', values: ['text/event-stream*'] } },
        fromGateway,
      ],
      action: [{ type: 'fixed-response', fixedResponse: { statusCode: '204', contentType: 'text/plain' } }],
    });
  }
}
