import { COLUMNS, Widget } from './grid';

/**
 * Alarms that one widget shows at most.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Alarm-Widget-Object
 */
const MAX_ALARMS = 100;

/** Tiles that fit beside each other over the whole width. */
const TILES_IN_A_ROW = 8;

/**
 * The state of every alarm, those in alarm first: as many rows of widgets as there are alarms for.
 *
 * @param arns in a stable order
 */
export function alarmStatus(arns: readonly string[]): Widget[][] {
  const parts = Math.ceil(arns.length / MAX_ALARMS);
  return Array.from({ length: parts }, (_, part) => {
    const alarms = arns.slice(part * MAX_ALARMS, (part + 1) * MAX_ALARMS);
    const title = parts === 1 ? 'Alarms' : `Alarms, ${part + 1} of ${parts}`;
    return [
      {
        type: 'alarm',
        width: COLUMNS,
        height: 1 + Math.ceil(alarms.length / TILES_IN_A_ROW),
        properties: { title, alarms, sortBy: 'stateUpdatedTimestamp' },
      },
    ];
  });
}
