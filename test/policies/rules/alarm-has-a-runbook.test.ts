import { anchorsIn } from '../support/anchors';
import { found as foundBy } from '../support/cases';
import { alarmHasARunbook } from './alarm-has-a-runbook';

const found = (alarm_description?: string): string[] =>
  foundBy(alarmHasARunbook, { aws_cloudwatch_composite_alarm: { alarm: { alarm_description } } });

const LINK = 'https://github.com/owner/name/blob/main/docs/runbooks/alarms.md';

test.each([`It is slow. ${LINK}#gateway-latency`, `${LINK.replace('main', 'release/1.2')}#gateway-latency`])(
  '%s complies',
  (description) => {
    expect(found(description)).toEqual([]);
  },
);

test.each([
  [undefined],
  ['It is slow.'],
  [LINK],
  [`${LINK}#no-such-section`],
  [`${LINK}#gateway-latency and more`],
  [`${'It is slow. '.repeat(90)}${LINK}#gateway-latency`],
])('%s is found', (description) => {
  expect(found(description)).toEqual(['aws_cloudwatch_composite_alarm.alarm']);
});

test('anchors are those of GitHub, and none of a comment in a code block', () => {
  expect([
    ...anchorsIn('# Restore it\n\n```bash\n# not this\n```\n\n## The first time, in an account\n'),
  ]).toEqual(['restore-it', 'the-first-time-in-an-account']);
});
