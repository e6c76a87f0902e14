import {
  DescribeAlarmsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueryDefinitionsCommand,
  MetricFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetGroupsCommand, GetSamplingRulesCommand } from '@aws-sdk/client-xray';
import { only, REGION, World } from './world';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly width: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
  };
}

/** Asks the emulator for what an operator looks at: dashboard, metrics of log lines, traces, saved queries. */
export function describeObservability(world: () => World): void {
  const environment = (): string => world().config.name;
  const services = (): string[] => world().config.services.map(({ name }) => name);

  async function widgets(): Promise<Widget[]> {
    const { DashboardBody = '' } = await world().aws.cloudWatch.send(
      new GetDashboardCommand({ DashboardName: `petclinic-${environment()}` }),
    );
    return (JSON.parse(DashboardBody) as { widgets: Widget[] }).widgets;
  }

  const logGroups = async (): Promise<(string | undefined)[]> => {
    const found: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await world().aws.logs.send(new DescribeLogGroupsCommand({ nextToken }));
      found.push(...(page.logGroups ?? []).map(({ logGroupName }) => logGroupName));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found;
  };

  describe('the dashboard', () => {
    test('is the only one of its environment, with a row for each service', async () => {
      const { DashboardEntries = [] } = await world().aws.cloudWatch.send(
        new ListDashboardsCommand({ DashboardNamePrefix: `petclinic-${environment()}` }),
      );
      expect(DashboardEntries.map(({ DashboardName }) => DashboardName)).toEqual([
        `petclinic-${environment()}`,
      ]);
      const titles = (await widgets()).map(({ properties }) => properties.title ?? '');
      for (const service of services()) {
        expect(titles.filter((title) => title.startsWith(`${service}: `))).toHaveLength(4);
      }
    });

    test('has widgets on the grid, and metrics of this region with every dimension filled in', async () => {
      const all = await widgets();
      expect(all.filter(({ x, width }) => x + width > 24)).toEqual([]);
      const graphs = all.filter(({ type }) => type === 'metric');
      expect(graphs.length).toBeGreaterThan(4 * services().length);
      for (const { properties } of graphs) {
        expect(properties.region).toBe(REGION);
        for (const [namespace, name, ...rest] of properties.metrics ?? []) {
          expect([namespace, name]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
          const dimensions = rest.slice(0, -1);
          expect(dimensions.length % 2).toBe(0);
          for (const part of dimensions) expect(part).toMatch(/^[\w./-]+$/);
        }
      }
    });

    test('shows the state of every alarm', async () => {
      const alarms: (string | undefined)[] = [];
      let NextToken: string | undefined;
      do {
        const page = await world().aws.cloudWatch.send(
          new DescribeAlarmsCommand({
            AlarmNamePrefix: `petclinic-${environment()}-`,
            AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
            NextToken,
          }),
        );
        alarms.push(
          ...[...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])].map((one) => one.AlarmArn),
        );
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      const shown = (await widgets()).flatMap(({ properties }) => properties.alarms ?? []);
      expect(shown.length).toBeGreaterThan(0);
      expect([...shown].sort()).toEqual(alarms.sort());
    });
  });

  test('errors of services and of the assistant, failed tools and slow statements become metrics of log lines', async () => {
    const { metricFilters = [] } = await world().aws.logs.send(new DescribeMetricFiltersCommand({}));
    const own = metricFilters.filter(({ filterName }) =>
      filterName?.startsWith(`petclinic-${environment()}-`),
    );
    const metric = ({ metricTransformations }: MetricFilter): string => {
      const {
        metricNamespace = '',
        metricName = '',
        metricValue = '',
        defaultValue,
      } = only(metricTransformations);
      return `${metricNamespace} ${metricName} ${metricValue} ${defaultValue ?? 'none'}`;
    };
    const namespace = `PetClinic/${environment()}`;
    const prefix = `/petclinic/${environment()}`;
    expect(own.map((filter) => [filter.logGroupName, filter.filterPattern, metric(filter)]).sort()).toEqual(
      [
        ...services().map((service) => [
          `${prefix}/${service}`,
          '[time="20*", level="ERROR", process, hyphens="---", ...]',
          `${namespace} ${service}-error-lines 1 0`,
        ]),
        [`${prefix}/genai`, '{ $.level = "ERROR" }', `${namespace} genai-error-lines 1 0`],
        [`${prefix}/genai`, '{ $.message = "tool failed" }', `${namespace} genai-tool-failures 1 0`],
        [
          `/aws/rds/cluster/petclinic-${environment()}/slowquery`,
          '"# Query_time:"',
          `${namespace} slow-queries 1 0`,
        ],
      ].sort(),
    );
    expect(await logGroups()).toEqual(expect.arrayContaining(own.map(({ logGroupName }) => logGroupName)));
  });

  test('the traces of the environment are a group, and rules say which requests become some', async () => {
    const { Groups = [] } = await world().aws.xray.send(new GetGroupsCommand({}));
    const stage = `petclinic-${environment()}/v1`;
    expect(only(Groups.filter(({ GroupName }) => GroupName === `petclinic-${environment()}`))).toMatchObject({
      FilterExpression: [
        `service(id(name: "${stage}", type: "AWS::ApiGateway::Stage"))`,
        `service(id(name: "petclinic-${environment()}-genai", type: "AWS::Lambda::Function"))`,
        `annotation[environment] = "${environment()}"`,
      ].join(' OR '),
      InsightsConfiguration: { InsightsEnabled: false },
    });
    const { SamplingRuleRecords = [] } = await world().aws.xray.send(new GetSamplingRulesCommand({}));
    const own = SamplingRuleRecords.flatMap(({ SamplingRule }) => SamplingRule ?? [])
      .filter(({ ServiceName }) => ServiceName === stage)
      .sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0));
    const { perSecond, percentOfOthers } = world().config.tracing;
    expect(
      own.map(({ RuleName, URLPath, ReservoirSize, FixedRate }) => [
        RuleName,
        URLPath,
        ReservoirSize,
        FixedRate,
      ]),
    ).toEqual([
      [`petclinic-${environment()}-health`, '*/health', 0, 0],
      [`petclinic-${environment()}-genai`, '*/api/genai*', 1, 1],
      [`petclinic-${environment()}-api`, '*', perSecond, percentOfOthers / 100],
    ]);
  });

  test('the saved queries of the environment ask log groups that exist', async () => {
    const { queryDefinitions = [] } = await world().aws.logs.send(
      new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: `petclinic/${environment()}/` }),
    );
    expect(
      queryDefinitions.map(({ name }) => name?.replace(`petclinic/${environment()}/`, '')).sort(),
    ).toEqual(
      [
        'api/blocked-requests',
        'api/errors-by-route',
        'api/slowest-requests',
        'database/slow-statements',
        'genai/failures',
        'network/rejected-connections',
        ...services().map((service) => `services/${service}/errors`),
      ].sort(),
    );
    const asked = queryDefinitions.flatMap(({ logGroupNames = [] }) => logGroupNames);
    expect(asked.length).toBeGreaterThan(queryDefinitions.length);
    expect(await logGroups()).toEqual(expect.arrayContaining([...new Set(asked)]));
  });
}
