import { LoadBalancer } from '../model/load-balancer/types';
import { Column } from './frame';
import { API, LANES, Scene, USER } from './scene';
import { Point } from './svg';
import { directTraffic } from './traffic';

const FIREWALL: Point = [90, API[1]];

/** Draws users, firewall and API, and the paths that lead on. */
export function drawWayIn({ reach: { prepared }, drawing, paths }: Scene): void {
  drawing.icon(USER, 'user');
  drawing.text([USER[0] + 24, 25], 'users', 'name');
  const [entry] = prepared.entries;
  if (entry === undefined) return;
  drawing.icon(API, 'api');
  drawing.text([API[0] + 22, API[1] + 5], 'API Gateway', 'name');
  const isOwnHost = entry.host.endsWith('.execute-api');
  drawing.text([USER[0] + 6, 66], isOwnHost ? '443' : `443 ${entry.host}`, 'request');
  drawing.text([148, API[1] - 5], `${entry.prefix}/*`, 'request', 'middle');
  const [start, end]: Point[] = [
    [USER[0], USER[1] + 18],
    [API[0] - 18, API[1]],
  ];
  if (start === undefined || end === undefined) return;
  if (prepared.firewall(entry.stage.id) === undefined) {
    drawing.arrow('request', 'users → API Gateway 443', start, FIREWALL, end);
  } else {
    drawing.icon(FIREWALL, 'firewall');
    drawing.text([FIREWALL[0], 122], 'AWS WAF', 'name', 'middle');
    drawing.arrow('request', 'users → AWS WAF 443', start, [FIREWALL[0], FIREWALL[1] - 18]);
    drawing.arrow('request', 'AWS WAF → API Gateway', [FIREWALL[0] + 18, API[1]], end);
  }
  for (const isForwarded of [true, false]) {
    const own = paths.filter((path) => path.isForwarded === isForwarded);
    own.forEach(({ path, isListed }, row) => {
      const at: Point = [API[0] + (isForwarded ? 14 : -14), 128 + 13 * row];
      drawing.text(
        at,
        isListed ? `${path} (allow-list only)` : path,
        'request',
        isForwarded ? 'start' : 'end',
      );
    });
  }
}

/** Draws the load balancer's node in a zone, the requests that it gets, and those that it refuses. */
export function drawBalancer(scene: Scene, balancer: LoadBalancer, { x, zone, subnets }: Column): void {
  const { reach, drawing, frame, paths } = scene;
  if (!balancer.subnets.includes(subnets.public?.id ?? '')) return;
  const [centre, middle]: Point = [x + LANES.balancer, frame.rows.public + 34];
  drawing.icon([centre, middle], 'load-balancer');
  drawing.text([centre + 22, middle - 2], 'load balancer', 'name');
  if (reach.prepared.firewall(balancer.id)) drawing.text([centre + 22, middle + 13], 'behind AWS WAF');
  if (paths.some(({ isForwarded }) => isForwarded)) {
    const [down, lane, into] = [API[0] + 8, frame.top + 36, centre + 8];
    drawing.arrow(
      'request',
      `API Gateway → load balancer, ${zone}`,
      [down, API[1] + 18],
      [down, lane],
      [into, lane],
      [into, middle - 18],
    );
  }
  const direct = directTraffic(
    reach,
    balancer,
    paths.map(({ path }) => path),
  );
  if (direct.length === 0) return;
  const way = direct.some(({ statuses }) => statuses.length === 0) ? 'request' : 'denied';
  const answers = direct.map(({ port, statuses }) => `${port}: ${statuses.join(', ') || 'open'}`).join(', ');
  const why = answers.endsWith('403') ? ' without the origin header' : '';
  const [down, lane, into] = [30, frame.top + 22, centre - 8];
  drawing.arrow(
    way,
    `users → load balancer ${answers}, ${zone}`,
    [USER[0] - 18, USER[1]],
    [down, USER[1]],
    [down, lane],
    [into, lane],
    [into, middle - 18],
  );
  drawing.text([API[0] + 14, lane - 4], `${answers}${why}`, way);
}
