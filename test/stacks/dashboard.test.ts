import { containersOf, variable } from '../policies/support/containers';
import { Body, Estate, estateOf } from '../support/estate';
import { billing, withService } from '../support/services';
import { synthesize } from '../support/synthesis';
import { fillIn } from '../support/values';

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
    readonly markdown?: string;
  };
}

const estate = estateOf(synthesize());
const grown = estateOf(synthesize({ environments: withService(billing) }));

const of = (from: Estate, environment: string, type: string): Record<string, Body> =>
  from.stacks[`${environment}-observability`]?.resource?.[type] ?? {};

/** The widgets of a dashboard, with realistic values for its references. */
function widgets(from: Estate, environment: string): Widget[] {
  const [dashboard] = from
    .ofType('aws_cloudwatch_dashboard')
    .filter(({ stack }) => stack === `${environment}-observability`);
  if (dashboard === undefined) throw new Error(`${environment} has no dashboard`);
  const body = fillIn(from, dashboard, String(dashboard.body['dashboard_body']));
  return (JSON.parse(body) as { widgets: Widget[] }).widgets;
}

const titles = (all: readonly Widget[]): string[] => all.flatMap(({ properties: { title } }) => title ?? []);

describe.each(['dev', 'prod'])('the dashboard of %s', (environment) => {
  const all = widgets(estate, environment);

  test('is named after its environment, and shows every alarm before any graph', () => {
    expect(Object.values(of(estate, environment, 'aws_cloudwatch_dashboard'))).toMatchObject([
      { dashboard_name: `petclinic-${environment}` },
    ]);
    const alarms = estate
      .ofType('aws_cloudwatch_metric_alarm')
      .filter(({ stack }) => stack === `${environment}-observability`)
      .map((alarm) => String(estate.text(alarm, 'alarm_name')));
    const [first] = all.filter(({ type }) => type !== 'text');
    expect(first?.type).toBe('alarm');
    expect(first?.properties.alarms?.map((arn) => arn.split(':').at(-1)).sort()).toEqual(alarms.sort());
    expect(alarms.length).toBeGreaterThan(20);
  });

  test('leads to the runbook and to the folders of the saved queries', () => {
    const text = all.map(({ properties }) => properties.markdown ?? '').join('\n');
    expect(text).toContain('/docs/runbooks/observability.md)');
    const folders = Object.values(of(estate, environment, 'aws_cloudwatch_query_definition')).map(
      ({ name }) => String(name).split('/').slice(0, 3).join('/'),
    );
    const named = [...text.matchAll(/`(petclinic\/[^`]+)`/g)].map(([, folder]) => folder);
    expect([...new Set(named)].sort()).toEqual([...new Set(folders)].sort());
  });
});

describe('a fifth service', () => {
  const bodies = (from: Estate) =>
    new Map(
      from.resources
        .filter(({ stack }) => stack === 'dev-observability')
        .map(({ type, name, body }) => [`${type}.${name}`, JSON.stringify(body)]),
    );
  const [before, after] = [bodies(estate), bodies(grown)];
  const added = [...after.keys()].filter((address) => !before.has(address));

  test('has a row of its own, and no other graph changes', () => {
    const [old, young] = [widgets(estate, 'dev'), widgets(grown, 'dev')];
    const more = titles(young).filter((title) => !titles(old).includes(title));
    expect(more).toHaveLength(4);
    expect(more.every((title) => title.startsWith('billing-service: '))).toBe(true);
    const graphs = (all: readonly Widget[]) =>
      all.filter(({ type }) => type === 'metric').map(({ properties }) => JSON.stringify(properties));
    expect(graphs(young)).toEqual(expect.arrayContaining(graphs(old)));
  });

  test('moves nothing: every address stays, and only what shows all services changes', () => {
    expect([...before.keys()].filter((address) => !after.has(address))).toEqual([]);
    expect(added.filter((address) => !address.includes('billing-service'))).toEqual([]);
    const changed = [...before.keys()].filter((address) => before.get(address) !== after.get(address));
    expect(changed.filter((address) => !address.includes('_alarm.'))).toEqual([
      'aws_cloudwatch_dashboard.dashboard_dashboard',
      // It requests each service.
      'aws_lambda_function.probe_function',
    ]);
  });
});

describe('what is traced', () => {
  const rules = (environment: string) =>
    Object.values(of(estate, environment, 'aws_xray_sampling_rule')).sort(
      (a, b) => Number(a['priority']) - Number(b['priority']),
    );

  test.each([
    ['dev', 5, 0.5],
    ['prod', 1, 0.05],
  ])('in %s: no health check, every question, and a share of the rest', (environment, perSecond, share) => {
    expect(rules(environment)).toMatchObject([
      { url_path: '*/health', reservoir_size: 0, fixed_rate: 0 },
      { url_path: '*/api/genai*', http_method: 'POST', fixed_rate: 1 },
      { url_path: '*', reservoir_size: perSecond, fixed_rate: share },
    ]);
  });

  test('the group has the traces of the stage, of the function, and those that the collectors mark', () => {
    const [group] = estate.ofType('aws_xray_group').filter(({ stack }) => stack === 'prod-observability');
    expect(group && estate.text(group, 'filter_expression')).toBe(
      'service(id(name: "petclinic-prod/v1", type: "AWS::ApiGateway::Stage"))' +
        ' OR service(id(name: "petclinic-prod-genai", type: "AWS::Lambda::Function"))' +
        ' OR annotation[environment] = "prod"',
    );
    const tasks = estate.ofType('aws_ecs_task_definition').filter(({ stack }) => stack === 'prod-services');
    for (const task of tasks) {
      const [collector] = containersOf(task).filter(({ name }) => name === 'collector');
      const { processors } = JSON.parse((collector && variable(collector, 'AOT_CONFIG_CONTENT')) ?? '') as {
        processors: { attributes: object };
      };
      expect(processors.attributes).toEqual({
        actions: [{ action: 'upsert', key: 'environment', value: 'prod' }],
      });
    }
    expect(tasks.length).toBeGreaterThan(0);
  });
});
