import { GetRestApisCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import {
  CompositeAlarm,
  DescribeAlarmsCommand,
  MetricAlarm,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeNatGatewaysCommand } from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetWebACLCommand, ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { namesFor } from '../../src/lib/naming';
import { namesIn } from '../policies/support/alarms';
import { only, REGION, World } from './world';

/** What CloudWatch has of a metric, within an alarm. */
interface Watched {
  readonly alarm: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Asks the emulator for the alarms of the environment, and for everything that their metrics are about. */
export function describeAlarms(world: () => World): void {
  const nameOf = (...parts: string[]): string => namesFor(world().config.name)('alarm', ...parts);

  async function all(): Promise<{ metric: MetricAlarm[]; composite: CompositeAlarm[] }> {
    const found = { metric: [] as MetricAlarm[], composite: [] as CompositeAlarm[] };
    const pages = paginateDescribeAlarms(
      { client: world().aws.cloudWatch },
      { AlarmNamePrefix: `${nameOf()}-`, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    );
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
      found.metric.push(...MetricAlarms);
      found.composite.push(...CompositeAlarms);
    }
    return found;
  }

  /** Every metric that an alarm watches, by itself or in an expression. */
  async function watched(): Promise<Watched[]> {
    return (await all()).metric.flatMap((alarm) => {
      const parts =
        alarm.MetricName === undefined
          ? (alarm.Metrics ?? []).map(({ MetricStat }) => MetricStat?.Metric)
          : [alarm];
      return parts.flatMap((metric) =>
        metric === undefined
          ? []
          : [
              {
                alarm: alarm.AlarmName ?? '',
                namespace: metric.Namespace ?? '',
                name: metric.MetricName ?? '',
                dimensions: Object.fromEntries(
                  (metric.Dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value]),
                ),
              },
            ],
      );
    });
  }

  /** The values of a dimension in all alarms on a namespace, each once. */
  const values = async (namespace: string, dimension: string): Promise<string[]> => [
    ...new Set(
      (await watched())
        .filter((metric) => metric.namespace === namespace)
        .map(({ dimensions }) => dimensions[dimension] ?? '')
        .filter((value) => value !== ''),
    ),
  ];

  const byName = (values: readonly (string | undefined)[]): string[] =>
    values.map((value) => value ?? '').sort();

  test('each service has its alarms and its path, each zone those of its database and its way out', async () => {
    const { services, network, database: sizes } = world().config;
    const { metric, composite } = await all();
    const names = [...metric, ...composite].map(({ AlarmName }) => AlarmName);
    const parts = ['errors', 'latency', 'unhealthy-hosts', 'tasks', 'cpu', 'memory', 'error-lines'];
    const scales = sizes.minAcu < sizes.maxAcu;
    const database = [...(scales ? ['capacity'] : []), 'cpu', 'connections', 'memory', 'replica-lag'];
    const zones = Object.keys(network.zones);
    expect(byName(names)).toEqual(
      byName(
        [
          ...services.flatMap(({ name }) => [`path-${name}`, ...parts.map((part) => `${name}-${part}`)]),
          ...zones.flatMap((key) => [
            ...database.map((part) => `database-${key}-${part}`),
            `nat-gateway-${key}-ports`,
          ]),
          ...['error-lines', 'tool-failures', 'errors', 'throttles', 'duration'].map(
            (part) => `genai-${part}`,
          ),
          ...[
            'path-genai',
            'entrance',
            'database',
            'database-strain',
            'shared-parts',
            'database-slow-queries',
          ],
          ...['gateway-errors', 'gateway-latency', 'load-balancer-errors', 'migration-errors'],
          ...['firewall-api-blocks', 'firewall-load-balancer-blocks'],
        ].map((name) => nameOf(name)),
      ),
    );
  });

  test('those that tell somebody tell the topic of the environment, when they begin and when they are over', async () => {
    const { Topics = [] } = await world().aws.sns.send(new ListTopicsCommand({}));
    const topic = only(
      Topics.map(({ TopicArn = '' }) => TopicArn).filter((arn) =>
        arn.endsWith(`:${namesFor(world().config.name)('sns-topic', 'alarms')}`),
      ),
    );
    const { metric, composite } = await all();
    const telling = [...metric, ...composite].filter(({ AlarmActions = [] }) => AlarmActions.length > 0);
    for (const { AlarmActions, OKActions, ActionsEnabled } of telling) {
      expect({ AlarmActions, OKActions, ActionsEnabled }).toEqual({
        AlarmActions: [topic],
        OKActions: [topic],
        ActionsEnabled: true,
      });
    }
    const paths = world().config.services.map(({ name }) => nameOf('path', name));
    expect(telling.map(({ AlarmName }) => AlarmName)).toEqual(
      expect.arrayContaining([...paths, nameOf('path-genai'), nameOf('entrance'), nameOf('database')]),
    );
  });

  test('composite alarms name alarms that exist, and so do those that make them keep silent', async () => {
    const { metric, composite } = await all();
    const existing = [...metric, ...composite].map(({ AlarmName }) => AlarmName);
    for (const { AlarmRule, ActionsSuppressor } of composite) {
      const named = [...namesIn(AlarmRule), ...(ActionsSuppressor === undefined ? [] : [ActionsSuppressor])];
      expect(named.length).toBeGreaterThan(0);
      expect(existing).toEqual(expect.arrayContaining(named));
    }
  });

  test('every metric belongs to a namespace that a test below looks at', async () => {
    expect([...new Set((await watched()).map(({ namespace }) => namespace))].sort()).toEqual(
      [
        'AWS/ApiGateway',
        'AWS/ApplicationELB',
        'AWS/ECS',
        'AWS/Lambda',
        'AWS/NATGateway',
        'AWS/RDS',
        'AWS/WAFV2',
        'ECS/ContainerInsights',
        `PetClinic/${world().config.name}`,
      ].sort(),
    );
  });

  describe('the dimensions of the metrics are those of what was deployed', () => {
    test('API and stage', async () => {
      const { apiGateway } = world().aws;
      const [api, stage] = [
        await values('AWS/ApiGateway', 'ApiName'),
        await values('AWS/ApiGateway', 'Stage'),
      ];
      const { items = [] } = await apiGateway.send(new GetRestApisCommand({}));
      const { id } = only(items.filter(({ name }) => name === only(api)));
      const { item = [] } = await apiGateway.send(new GetStagesCommand({ restApiId: id }));
      expect(item.map(({ stageName }) => stageName)).toEqual(stage);
    });

    test('load balancer and target groups', async () => {
      const { elb } = world().aws;
      const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
      const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
      expect(await values('AWS/ApplicationELB', 'LoadBalancer')).toEqual([
        only(LoadBalancers).LoadBalancerArn?.replace(/^.*:loadbalancer\//, ''),
      ]);
      expect(byName(await values('AWS/ApplicationELB', 'TargetGroup'))).toEqual(
        byName(
          TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn?.replace(/^.*:(?=targetgroup\/)/, '')),
        ),
      );
    });

    test.each(['AWS/ECS', 'ECS/ContainerInsights'])('cluster and services of %s', async (namespace) => {
      const { ecs } = world().aws;
      const cluster = only(await values(namespace, 'ClusterName'));
      const { serviceArns } = await ecs.send(new ListServicesCommand({ cluster }));
      const { services = [] } = await ecs.send(
        new DescribeServicesCommand({ cluster, services: serviceArns }),
      );
      expect(byName(await values(namespace, 'ServiceName'))).toEqual(
        byName(services.map(({ serviceName }) => serviceName)),
      );
    });

    test('instances of the database', async () => {
      const { DBInstances = [] } = await world().aws.rds.send(new DescribeDBInstancesCommand({}));
      expect(byName(await values('AWS/RDS', 'DBInstanceIdentifier'))).toEqual(
        byName(DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)),
      );
    });

    test('functions', async () => {
      const { Functions = [] } = await world().aws.lambda.send(new ListFunctionsCommand({}));
      expect(byName(await values('AWS/Lambda', 'FunctionName'))).toEqual(
        byName(Functions.map(({ FunctionName }) => FunctionName)),
      );
    });

    test('NAT gateways', async () => {
      const { NatGateways = [] } = await world().aws.ec2.send(new DescribeNatGatewaysCommand({}));
      expect(byName(await values('AWS/NATGateway', 'NatGatewayId'))).toEqual(
        byName(NatGateways.map(({ NatGatewayId }) => NatGatewayId)),
      );
    });

    test('firewalls, by the names of their metrics, and the region', async () => {
      const { waf } = world().aws;
      const { WebACLs = [] } = await waf.send(new ListWebACLsCommand({ Scope: 'REGIONAL' }));
      const metricNames = await Promise.all(
        WebACLs.map(async ({ Name, Id }) => {
          const { WebACL } = await waf.send(new GetWebACLCommand({ Name, Id, Scope: 'REGIONAL' }));
          return WebACL?.VisibilityConfig?.MetricName;
        }),
      );
      expect(byName(await values('AWS/WAFV2', 'WebACL'))).toEqual(byName(metricNames));
      expect(await values('AWS/WAFV2', 'Region')).toEqual([REGION]);
    });

    test('lines of logs are counted by a filter', async () => {
      const namespace = `PetClinic/${world().config.name}`;
      const { metricFilters = [] } = await world().aws.logs.send(new DescribeMetricFiltersCommand({}));
      const made = metricFilters.flatMap(({ metricTransformations = [] }) =>
        metricTransformations.filter(({ metricNamespace }) => metricNamespace === namespace),
      );
      const counted = (await watched())
        .filter((metric) => metric.namespace === namespace)
        .map(({ name }) => name);
      expect(made.map(({ metricName }) => metricName)).toEqual(expect.arrayContaining(counted));
    });
  });

  test('an alarm that rings makes its path ring, and the path is over when it is', async () => {
    const { cloudWatch } = world().aws;
    const service = only(world().config.services.slice(0, 1)).name;
    const [alarm, path] = [nameOf(service, 'tasks'), nameOf('path', service)];
    const stateOf = async (): Promise<string | undefined> => {
      const { CompositeAlarms } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: [path], AlarmTypes: ['CompositeAlarm'] }),
      );
      return only(CompositeAlarms).StateValue;
    };
    const set = (StateValue: 'ALARM' | 'OK') =>
      cloudWatch.send(new SetAlarmStateCommand({ AlarmName: alarm, StateValue, StateReason: 'a test' }));
    await set('ALARM');
    expect(await stateOf()).toBe('ALARM');
    await set('OK');
    expect(await stateOf()).toBe('OK');
  });
}
