import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { alarmsBeside, COMPOSITE_ALARM, METRIC_ALARM, namesIn, tells } from '../../support/alarms';

export const rule: Rule = {
  reason:
    'An alarm without actions, that no alarm with actions is made of, changes its colour in a console that nobody looks at. One that tells only its beginning leaves open whether it is over.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  check: (estate) =>
    findingsAt(estate.ofType(METRIC_ALARM, COMPOSITE_ALARM), (alarm) => [
      ...unless(
        tells(alarm) || silences(estate, alarm) || parentsOf(estate, alarm).some(tells),
        'it tells nobody, and no composite alarm does so for it',
      ),
      ...suppressorsOf(alarm)
        .filter((name) => !isTold(estate, alarm, name))
        .map((name) => `it keeps silent while ${name} is in alarm, of which nobody is told either`),
    ]),
};

const nameOf = (estate: Estate, alarm: Resource): string => estate.text(alarm, 'alarm_name') ?? '';

const suppressorsOf = ({ body }: Resource): string[] =>
  blocks(body, 'actions_suppressor').map((suppressor) => String(suppressor['alarm']));

/** Whether others keep silent while this one is in alarm: then that is what it is for. */
const silences = (estate: Estate, alarm: Resource): boolean =>
  beside(estate, alarm).some((other) => suppressorsOf(other).includes(nameOf(estate, alarm)));

/** Whether somebody is told when the alarm of that name is in alarm: by itself, or by whichever it is made of. */
function isTold(estate: Estate, alarm: Resource, name: string): boolean {
  const alarms = alarmsBeside(estate, alarm);
  const suppressor = alarms.get(name);
  if (suppressor === undefined) return false;
  const parts = namesIn(suppressor.body['alarm_rule']).map((part) => alarms.get(part));
  return tells(suppressor) || (parts.length > 0 && parts.every((part) => part !== undefined && tells(part)));
}

const parentsOf = (estate: Estate, alarm: Resource): Resource[] =>
  beside(estate, alarm).filter(({ body }) => namesIn(body['alarm_rule']).includes(nameOf(estate, alarm)));

const beside = (estate: Estate, alarm: Resource): Resource[] =>
  [...alarmsBeside(estate, alarm).values()].filter(({ type }) => type === COMPOSITE_ALARM);
