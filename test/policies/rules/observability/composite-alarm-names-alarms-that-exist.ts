import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { alarmsBeside, COMPOSITE_ALARM, namesIn } from '../../support/alarms';
import { dependsOn } from '../../support/functions';

const MAX_CHARACTERS = 10_240;
const MAX_ALARMS = 100;

export const rule: Rule = {
  reason:
    'CloudWatch refuses a composite alarm whose rule or suppressor names an alarm that is not there, that has more than 100 of them, or that comes back to itself; and it deletes none that is still named: one that goes has to go after the rule forgot it.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  check: (estate) =>
    findingsAt(estate.ofType(COMPOSITE_ALARM), (alarm) => {
      const rule = String(alarm.body['alarm_rule']);
      const names = namesIn(rule);
      return [
        ...unless(
          isWellFormed(rule),
          'its rule is not made of ALARM(…), OK(…), INSUFFICIENT_DATA(…), AND, OR, NOT',
        ),
        ...unless(
          names.length <= MAX_ALARMS,
          `its rule names ${names.length} alarms; AWS takes ${MAX_ALARMS}`,
        ),
        ...unless(
          rule.length <= MAX_CHARACTERS,
          `its rule has ${rule.length} characters; AWS takes ${MAX_CHARACTERS}`,
        ),
        ...[...names, ...suppressors(alarm)].flatMap((name) => nameProblems(estate, alarm, name)),
        ...unless(!reaches(estate, alarm, alarm, new Set()), 'its rule comes back to itself'),
      ];
    }),
};

const suppressors = ({ body }: Resource): string[] =>
  blocks(body, 'actions_suppressor').map((suppressor) => String(suppressor['alarm']));

function nameProblems(estate: Estate, alarm: Resource, name: string): string[] {
  const named = alarmsBeside(estate, alarm).get(name);
  if (named === undefined) return [`there is no alarm ${name} in its stack`];
  return [
    ...unless(dependsOn(alarm, named), `it may be made before ${name}: put that into depends_on`),
    // https://github.com/hashicorp/terraform-provider-aws/issues/34807
    ...unless(
      blocks(named.body, 'lifecycle').some((lifecycle) => lifecycle['create_before_destroy'] === true),
      `${name} would be deleted while it is still named: give it create_before_destroy, with which it goes last`,
    ),
  ];
}

/** Whether the rule is true or false whatever its alarms are: a Boolean expression, checked as one. */
function isWellFormed(rule: string): boolean {
  const reduce = (text: string): string =>
    text
      .replace(/\bNOT x/g, 'x')
      .replace(/\(\s*x\s*\)/g, 'x')
      .replace(/x (?:AND|OR) x/g, 'x');
  let text = rule.replace(
    /\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*(?:"[^"]+"|[^\s"()]+)\s*\)|\b(?:TRUE|FALSE)\b/g,
    'x',
  );
  for (let next = reduce(text); next !== text; next = reduce(text)) text = next;
  return text.trim() === 'x';
}

function reaches(estate: Estate, from: Resource, wanted: Resource, seen: Set<Resource>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const alarms = alarmsBeside(estate, from);
  return namesIn(from.body['alarm_rule']).some((name) => {
    const child = alarms.get(name);
    return child !== undefined && (child === wanted || reaches(estate, child, wanted, seen));
  });
}
