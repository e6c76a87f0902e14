/** An alarm that a composite alarm may be made of. */
export interface NamedAlarm {
  /** As CloudWatch knows it. */
  readonly name: string;
}

/** A rule over alarms, and the alarms that it names. */
export interface AlarmRule<A extends NamedAlarm = NamedAlarm> {
  readonly text: string;
  readonly alarms: readonly A[];
}

/** What CloudWatch takes. */
const MAX_ALARMS = 100;
const MAX_CHARACTERS = 10240;

/** True while one of the alarms, or more, are in alarm. */
export const anyOf = <A extends NamedAlarm>(alarms: readonly A[]): AlarmRule<A> => ({
  text: alarms.map(({ name }) => `ALARM("${name}")`).join(' OR '),
  alarms,
});

/**
 * What CloudWatch has against a rule, if anything.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function ruleProblem({ text, alarms }: AlarmRule): string | undefined {
  const children = new Set(alarms.map(({ name }) => name)).size;
  if (children === 0) return 'names no alarm; allowed: one or more';
  if (children > MAX_ALARMS) return `names ${children} alarms; allowed: at most ${MAX_ALARMS}`;
  if (text.length <= MAX_CHARACTERS) return undefined;
  return `has ${text.length} characters; allowed: at most ${MAX_CHARACTERS}`;
}
