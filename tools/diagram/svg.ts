import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ICONS = join(dirname(require.resolve('aws-icons/package.json')), 'icons');

/** Icons that pictures use, by file name in `aws-icons`. */
const icons = {
  user: 'resource/User',
  internet: 'resource/Internet',
  'internet-gateway': 'resource/AmazonVPCInternetGateway',
  'nat-gateway': 'resource/AmazonVPCNATGateway',
  'load-balancer': 'resource/ElasticLoadBalancingApplicationLoadBalancer',
  endpoint: 'resource/AmazonVPCEndpoints',
  function: 'resource/AWSLambdaLambdaFunction',
  instance: 'resource/AmazonEC2Instance',
  task: 'architecture-service/AWSFargate',
  firewall: 'architecture-service/AWSWAF',
  api: 'architecture-service/AmazonAPIGateway',
  database: 'architecture-service/AmazonAurora',
  bedrock: 'architecture-service/AmazonBedrock',
  secrets: 'architecture-service/AWSSecretsManager',
  parameters: 'architecture-service/AWSSystemsManager',
  logs: 'architecture-service/AmazonCloudWatch',
  traces: 'architecture-service/AWSXRay',
  images: 'architecture-service/AmazonElasticContainerRegistry',
  bucket: 'architecture-service/AmazonSimpleStorageService',
  table: 'architecture-service/AmazonDynamoDB',
  key: 'architecture-service/AWSKeyManagementService',
  identity: 'architecture-service/AWSIdentityandAccessManagement',
} as const;

export type Icon = keyof typeof icons;
export type Point = readonly [x: number, y: number];

const STYLE = `
svg{--bg:#fff;--tint:#f6f8fa;--text:#1f2328;--note:#59636e;--request:#0550ae;--flow:#6e7781;--denied:#cf222e;color:var(--text);background:var(--bg)}
@media(prefers-color-scheme:dark){svg{--bg:#0d1117;--tint:#161b22;--text:#e6edf3;--note:#9198a1;--request:#58a6ff;--flow:#8b949e;--denied:#ff7b72}}
text{font:11px Helvetica,Arial,sans-serif;fill:var(--note)}
text.name{font-size:12px;font-weight:bold;fill:var(--text)}
text.request,marker.request{fill:var(--request)}
text.denied,marker.denied{fill:var(--denied)}
marker.flow{fill:var(--flow)}
path.request{fill:none;stroke:var(--request);stroke-width:1.5}
path.flow{fill:none;stroke:var(--flow);stroke-width:1.5}
path.denied{fill:none;stroke:var(--denied);stroke-width:1.5;stroke-dasharray:5 3}
rect{fill:none;stroke-width:1.2;rx:4px}
.region{stroke:#00a4a6;stroke-dasharray:4 3}
.vpc{stroke:#8c4fff}
.zone{stroke:#147eba;stroke-dasharray:4 3}
.subnet{fill:var(--tint);stroke:#7aa116}
.tile{fill:var(--bg);stroke:var(--flow)}
`;

/** Kinds of arrows: a request that is answered, a connection inside, and a request that is refused. */
const WAYS = ['request', 'flow', 'denied'] as const;
export type Way = (typeof WAYS)[number];

/** Radius of the corners of an arrow: lines that join look other than lines that cross. */
const RADIUS = 5;

/** SVG that is drawn part by part: the same parts give the same bytes, and the same part twice is one. In pixels. */
export class Drawing {
  readonly #parts = new Set<string>();
  readonly #texts = new Set<string>();

  box([x, y]: Point, width: number, height: number, kind: string): void {
    this.#parts.add(`<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}"/>`);
  }

  /** Draws an icon around its centre. */
  icon([x, y]: Point, name: Icon, size = 32): void {
    this.#parts.add(
      `<use href="#${name}" x="${x - size / 2}" y="${y - size / 2}" width="${size}" height="${size}"/>`,
    );
  }

  /** Draws an arrow along the points; its title, which a pointer shows, tells who reaches whom. */
  arrow(way: Way, title: string, ...points: readonly Point[]): void {
    this.#parts.add(
      `<path class="${way}" d="${rounded(points)}" marker-end="url(#to-${way})"><title>${escaped(title)}</title></path>`,
    );
  }

  /** Writes a line of text, in front of all else. */
  text([x, y]: Point, content: string, kind = 'note', anchor: 'start' | 'middle' | 'end' = 'start'): void {
    this.#texts.add(
      `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`,
    );
  }

  toSvg(width: number, height: number, title: string): string {
    const parts = [...this.#parts, ...this.#texts];
    const used = (Object.keys(icons) as Icon[]).filter((name) =>
      parts.some((part) => part.includes(`href="#${name}"`)),
    );
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
      `<style>${STYLE}</style>`,
      `<defs>${WAYS.map(marker).join('')}${used.map(symbol).join('\n')}</defs>`,
      ...parts,
      '</svg>\n',
    ].join('\n');
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);

const rounded = (points: readonly Point[]): string =>
  points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (before === undefined) return `M${point.join(' ')}`;
      if (after === undefined) return `L${point.join(' ')}`;
      return `L${towards(point, before).join(' ')}Q${point.join(' ')} ${towards(point, after).join(' ')}`;
    })
    .join('');

function towards([x, y]: Point, [toX, toY]: Point): Point {
  const step = (from: number, to: number): number =>
    from + Math.sign(to - from) * Math.min(RADIUS, Math.abs(to - from) / 2);
  return [step(x, toX), step(y, toY)];
}

/** Icon as a symbol of the document; what AWS draws in its dark grey takes the colour of the text. */
const symbol = (name: Icon): string =>
  readFileSync(join(ICONS, `${icons[name]}.svg`), 'utf8')
    .trim()
    .replace(/<title>.*?<\/title>/s, '')
    .replace(/^<svg [^>]*viewBox="([^"]+)"[^>]*>/, `<symbol id="${name}" viewBox="$1">`)
    .replace(/<\/svg>$/, '</symbol>')
    .replace(/#2[34]2f3[de]/gi, 'currentColor');

const marker = (way: Way): string =>
  `<marker id="to-${way}" class="${way}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>`;
