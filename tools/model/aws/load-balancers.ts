import {
  Action as AwsAction,
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  ElasticLoadBalancingV2Client,
  Listener as AwsListener,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
  RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Condition, Listener, ListenerAction, LoadBalancer, TargetGroup } from '../load-balancer/types';
import { all, textOf } from './pages';

/** Application load balancers of a region with their listeners and rules. */
export async function describeLoadBalancers(client: ElasticLoadBalancingV2Client): Promise<LoadBalancer[]> {
  const found = await all(
    paginateDescribeLoadBalancers({ client }, {}),
    ({ LoadBalancers }) => LoadBalancers,
  );
  return Promise.all(
    found
      .filter(({ Type }) => Type === 'application')
      .map(async (balancer): Promise<LoadBalancer> => {
        const { LoadBalancerArn } = balancer;
        const { Attributes = [] } = await client.send(
          new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
        );
        const attribute = (key: string) => Attributes.find(({ Key }) => Key === key)?.Value;
        const listeners = await all(
          paginateDescribeListeners({ client }, { LoadBalancerArn }),
          ({ Listeners }) => Listeners,
        );
        return {
          id: textOf(LoadBalancerArn),
          name: textOf(balancer.LoadBalancerName),
          kind: 'load-balancer',
          subnets: (balancer.AvailabilityZones ?? []).map(({ SubnetId }) => textOf(SubnetId)),
          groups: balancer.SecurityGroups ?? [],
          isPublic: balancer.Scheme === 'internet-facing',
          dnsName: balancer.DNSName,
          dropsInvalidHeaders: attribute('routing.http.drop_invalid_header_fields.enabled') === 'true',
          idleTimeoutSeconds: Number(attribute('idle_timeout.timeout_seconds') ?? 60),
          listeners: await Promise.all(listeners.map((listener) => listenerOf(client, listener))),
        };
      }),
  );
}

async function listenerOf(
  client: ElasticLoadBalancingV2Client,
  { ListenerArn, Port = 80, Protocol, DefaultActions = [] }: AwsListener,
): Promise<Listener> {
  const rules = await all(paginateDescribeRules({ client }, { ListenerArn }), ({ Rules }) => Rules);
  return {
    id: textOf(ListenerArn),
    port: Port,
    protocol: textOf(Protocol),
    defaultActions: actionsOf(DefaultActions),
    rules: rules
      .filter(({ IsDefault }) => IsDefault !== true)
      .map((rule) => ({
        id: textOf(rule.RuleArn),
        priority: Number(rule.Priority),
        conditions: (rule.Conditions ?? []).map(conditionOf),
        actions: actionsOf(rule.Actions ?? []),
      })),
  };
}

function conditionOf(raw: RuleCondition): Condition {
  const field = raw.Field as Condition['field'];
  const config =
    raw.PathPatternConfig ??
    raw.HostHeaderConfig ??
    raw.HttpHeaderConfig ??
    raw.HttpRequestMethodConfig ??
    raw.SourceIpConfig;
  const name = raw.HttpHeaderConfig?.HttpHeaderName?.toLowerCase();
  const patterns = (raw.PathPatternConfig ?? raw.HostHeaderConfig ?? raw.HttpHeaderConfig)?.RegexValues;
  const pairs = raw.QueryStringConfig?.Values?.map(({ Key, Value }) => ({
    ...(Key === undefined ? {} : { key: Key }),
    value: textOf(Value),
  }));
  return {
    field,
    values: config?.Values ?? raw.Values ?? [],
    ...(name === undefined ? {} : { name }),
    ...(patterns === undefined || patterns.length === 0 ? {} : { patterns }),
    ...(pairs === undefined ? {} : { pairs }),
  };
}

const actionsOf = (actions: readonly AwsAction[]): ListenerAction[] =>
  [...actions].sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).map(actionOf);

function actionOf(raw: AwsAction): ListenerAction {
  const { FixedResponseConfig: fixed, RedirectConfig: redirect } = raw;
  switch (raw.Type) {
    case 'forward': {
      const groups = raw.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: raw.TargetGroupArn, Weight: 1 }];
      return {
        kind: 'forward',
        targets: groups.map(({ TargetGroupArn, Weight = 1 }) => ({
          targetGroup: textOf(TargetGroupArn),
          weight: Weight,
        })),
      };
    }
    case 'redirect':
      return {
        kind: 'redirect',
        status: Number(textOf(redirect?.StatusCode).slice('HTTP_'.length)),
        protocol: redirect?.Protocol ?? '#{protocol}',
        host: redirect?.Host ?? '#{host}',
        port: redirect?.Port ?? '#{port}',
        path: redirect?.Path ?? '/#{path}',
        query: redirect?.Query ?? '#{query}',
      };
    case 'fixed-response':
      return {
        kind: 'fixed-response',
        status: Number(fixed?.StatusCode),
        contentType: textOf(fixed?.ContentType),
        body: textOf(fixed?.MessageBody),
      };
    default:
      return { kind: 'not-judged', name: textOf(raw.Type) };
  }
}

export async function describeTargetGroups(client: ElasticLoadBalancingV2Client): Promise<TargetGroup[]> {
  const groups = await all(paginateDescribeTargetGroups({ client }, {}), ({ TargetGroups }) => TargetGroups);
  return Promise.all(
    groups.map(async (group): Promise<TargetGroup> => {
      const { TargetGroupArn } = group;
      const { Attributes = [] } = await client.send(
        new DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
      );
      const delay = Attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value;
      return {
        id: textOf(TargetGroupArn),
        name: textOf(group.TargetGroupName),
        port: group.Port ?? 80,
        protocol: textOf(group.Protocol),
        targetType: textOf(group.TargetType),
        deregistrationSeconds: Number(delay ?? 300),
        health: {
          path: group.HealthCheckPath ?? '/',
          port: group.HealthCheckPort ?? 'traffic-port',
          protocol: textOf(group.HealthCheckProtocol),
          matcher: group.Matcher?.HttpCode ?? '200',
          intervalSeconds: group.HealthCheckIntervalSeconds ?? 30,
          timeoutSeconds: group.HealthCheckTimeoutSeconds ?? 5,
          healthyThreshold: group.HealthyThresholdCount ?? 3,
          unhealthyThreshold: group.UnhealthyThresholdCount ?? 3,
        },
      };
    }),
  );
}
