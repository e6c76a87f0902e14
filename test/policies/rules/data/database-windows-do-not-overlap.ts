import { findingsAt, Rule } from '../../rule';
import { instancesOf } from '../../support/databases';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 24 * 60;

/** Minutes of the week, the end not included; the end lies behind the start even where the week turns. */
type Window = readonly [start: number, end: number];

export const rule: Rule = {
  reason:
    'AWS refuses a maintenance window that overlaps the backup window, and chooses one by itself where none is given.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html',
  check: (estate) =>
    estate.ofType('aws_rds_cluster').flatMap((cluster) => {
      const backup = daily(cluster.body['preferred_backup_window']);
      const maintained = [cluster, ...instancesOf(estate, cluster)];
      const windows = maintained.map(({ body }) => weekly(body['preferred_maintenance_window']));
      return maintained.flatMap((resource, i) =>
        findingsAt([resource], () => {
          const own = windows[i];
          if (own === undefined) return ['preferred_maintenance_window is not set'];
          if (backup.length === 0) return ['the cluster sets no preferred_backup_window'];
          const others = windows.filter((_, j) => j !== i).flatMap((window) => (window ? [window] : []));
          return [
            ...(backup.some((each) => overlap(own, each)) ? ['it overlaps the backup window'] : []),
            ...(others.some((each) => overlap(own, each))
              ? ['it overlaps the maintenance of another instance or of the cluster']
              : []),
          ];
        }),
      );
    }),
};

function minutes(text: unknown): number | undefined {
  const [, day, hour, minute] = /^(?:(\w{3}):)?(\d\d):(\d\d)$/.exec(String(text)) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  return (day === undefined ? 0 : DAYS.indexOf(day) * DAY) + Number(hour) * 60 + Number(minute);
}

function windowOf(text: unknown, turn: number): Window | undefined {
  const [start, end] = String(text).split('-').map(minutes);
  if (start === undefined || end === undefined) return undefined;
  return [start, end > start ? end : end + turn];
}

const weekly = (text: unknown): Window | undefined => windowOf(text, 7 * DAY);

/** The window of each day. */
function daily(text: unknown): Window[] {
  const window = windowOf(text, DAY);
  return window === undefined
    ? []
    : DAYS.map((_, day): Window => [window[0] + day * DAY, window[1] + day * DAY]);
}

/** Tells whether two windows overlap, also where one reaches into the next week. */
const overlap = (one: Window, other: Window): boolean =>
  [-7 * DAY, 0, 7 * DAY].some((shift) => one[0] < other[1] + shift && other[0] + shift < one[1]);
