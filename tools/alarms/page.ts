import { NAME_PREFIX } from '../../src/lib/name-prefix';

type Body = Readonly<Record<string, unknown>>;

/** Terraform JSON of the stacks, by name, as far as the page needs it. */
export type Stacks = Readonly<
  Record<string, { readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>> }>
>;

/** An alarm or an event rule in one environment. */
interface Notifier {
  readonly environment: string;
  /** Name within the environment, such as `vets-service-tasks`. */
  readonly name: string;
  readonly description: string;
  readonly condition: string;
}

const INTRODUCTION = `# Alarms and events

Everything that mails the operators of an environment, generated from the synthesized Terraform JSON by \`npm run alarms\`. Names begin with \`${NAME_PREFIX}-<env>-\`. Each row mails by itself, an alarm also when it is over. Where environments differ, the condition is given for each.
`;

const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
};

/**
 * The page docs/alarms.md: a row for each alarm and each event rule of all environments, with its fault, condition, meaning
 * and the section of its runbook.
 *
 * @throws Error when a description is not `<fault>: <meaning> <link of a page below docs/>`
 */
export function alarmsPage(stacks: Stacks): string {
  const sorted = Object.entries(stacks).sort(([a], [b]) => (a < b ? -1 : 1));
  const notifiers = sorted.flatMap(([stack, { resource = {} }]) => {
    const [environment = ''] = stack.split('-');
    return [
      ...Object.values(resource['aws_cloudwatch_metric_alarm'] ?? {}).map((body) => ({
        environment,
        name: nameIn(environment, body['alarm_name']),
        description: String(body['alarm_description']),
        condition: alarmCondition(body),
      })),
      ...Object.values(resource['aws_cloudwatch_event_rule'] ?? {})
        .filter((body) => body['event_pattern'] !== undefined)
        .map((body) => ({
          environment,
          name: nameIn(environment, body['name']),
          description: String(body['description']),
          condition: eventCondition(String(body['event_pattern'])),
        })),
    ];
  });
  const rows = [...groups(notifiers, ({ name }) => name).values()].map(row);
  const head = ['| Fault | Name | Condition | Meaning | Runbook |', '| --- | --- | --- | --- | --- |'];
  return `${INTRODUCTION}\n${[...head, ...rows].join('\n')}\n`;
}

function row(same: readonly Notifier[]): string {
  const { name, description } = same[0] ?? { name: '', description: '' };
  const [, fault, meaning, page, anchor] =
    /^([^:]+): (.+) https:\/\/\S+\/docs\/(\S+)#(\S+)$/.exec(description) ?? [];
  if (fault === undefined || meaning === undefined || page === undefined || anchor === undefined) {
    throw new Error(`The description of ${name} is not "<fault>: <meaning> <link>": ${description}`);
  }
  const conditions = groups(same, ({ condition }) => condition);
  const condition = [...conditions]
    .map(([text, of]) =>
      conditions.size === 1 ? text : `${of.map(({ environment }) => environment).join(', ')}: ${text}`,
    )
    .join('; ');
  return `| ${fault} | \`${name}\` | ${condition} | ${meaning} | [${anchor}](${page}#${anchor}) |`;
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

const nameIn = (environment: string, name: unknown): string =>
  String(name).replace(`${NAME_PREFIX}-${environment}-`, '');

function alarmCondition(body: Body): string {
  const queries = (body['metric_query'] ?? []) as readonly Body[];
  const [value] = queries.filter((query) => query['return_data'] === true);
  const periods = [body, ...queries.map((query) => (query['metric'] ?? {}) as Body)];
  const seconds = Number(periods.find(({ period }) => period !== undefined)?.['period']);
  const statistic = String(body['extended_statistic'] ?? body['statistic']);
  const watched =
    value === undefined ? `${statistic} of ${String(body['metric_name'])}` : String(value['label']);
  const silence = body['treat_missing_data'] === 'breaching' ? ', or silence' : '';
  return `${watched} ${SIGNS[String(body['comparison_operator'])] ?? '?'} ${String(body['threshold'])}${silence}, ${(Number(body['evaluation_periods']) * seconds) / 60} min`;
}

const eventCondition = (pattern: string): string =>
  (JSON.parse(pattern) as { 'detail-type': readonly string[] })['detail-type'].join(', ');
