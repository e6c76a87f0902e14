import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { requestPicture } from '../../diagram/request-picture';
import { logEvents, logGroups, logLine } from '../../emulator/log-groups';
import { isNameOf, readAws } from '../../model/aws/read';
import { Reach } from '../../reach/reach';
import { ClientPlace } from '../../support/emulator-place';
import { projectRoot } from '../../support/project';
import { Deployed } from '../deployed';
import { merged } from '../live-model';
import { Stack, stacksOf } from './stored';

interface TaskState {
  readonly id: string;
  /** Private address with its port. */
  readonly address: string;
  /** The same on this machine. */
  readonly here: string;
  readonly zone: string;
  readonly isHealthy: boolean;
}

/** State of the running system, as the page asks for it. */
export interface State {
  /** Number that moves with every change of what is deployed. */
  readonly version: number;
  /** Paths before those that the APIs know, such as `/v1`, for APIs that answer under this address. */
  readonly prefixes: readonly string[];
  readonly stacks: readonly Stack[];
  readonly services: readonly {
    readonly name: string;
    readonly tasks: readonly TaskState[];
  }[];
  readonly functions: readonly string[];
  readonly logGroups: readonly string[];
  readonly docs: readonly string[];
}

const FILES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/page.css': 'page.css',
  '/page.js': 'page.js',
};
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  md: 'text/plain',
  svg: 'image/svg+xml',
};
const SECURITY = {
  'content-security-policy': "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'",
};

/** Page about what is deployed, and the calls that it makes; nothing here changes anything. */
export class Pages {
  #version = 0;
  #picture: { readonly version: number; readonly svg: Promise<string> } | undefined;

  constructor(private readonly deployed: Deployed) {
    deployed.onChange(() => (this.#version += 1));
  }

  /** Answers a request for the page; false for any other path. */
  readonly answer = (incoming: IncomingMessage, response: ServerResponse): boolean => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
    const content = this.#contentOf(pathname, searchParams);
    if (content === undefined || incoming.method !== 'GET') return false;
    content[1].then(
      (body) => {
        response.writeHead(200, { 'content-type': `${content[0]}; charset=utf-8`, ...SECURITY }).end(body);
      },
      (error: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
    return true;
  };

  #contentOf(path: string, query: URLSearchParams): [type: string, body: Promise<string>] | undefined {
    const file = FILES[path];
    if (file !== undefined) return this.#file(join(__dirname, file));
    if (docs().includes(path.slice(1))) return this.#file(join(projectRoot, path));
    if (path === '/_traffic/state')
      return ['application/json', this.#state().then((state) => JSON.stringify(state))];
    if (path === '/_traffic/picture.svg') return ['image/svg+xml', this.#drawn()];
    if (path !== '/_traffic/logs') return undefined;
    return ['text/plain', newestLines(this.deployed.places, query.get('group') ?? '')];
  }

  #file(path: string): [type: string, body: Promise<string>] {
    return [TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain', Promise.resolve(readFileSync(path, 'utf8'))];
  }

  async #state(): Promise<State> {
    const { model, prepared } = this.deployed;
    const own = prepared.entries.filter(({ host, api }) => host === `${api.id}.execute-api`);
    return {
      version: this.#version,
      prefixes: own.map(({ prefix }) => prefix),
      stacks: await stacksOf(this.deployed.places),
      services: model.services.ecs.map(({ id, name }) => ({
        name,
        tasks: this.deployed
          .tasks()
          .filter(({ service }) => service.id === id)
          .map(({ arn, end, address, vpcAddress, port, healthy }) => ({
            id: arn.split('/').at(-1) ?? arn,
            address: `${vpcAddress}:${String(port)}`,
            here: `${address}:${String(port)}`,
            zone: prepared.network.subnets.get(end.subnet ?? '')?.zone ?? '',
            isHealthy: healthy,
          })),
      })),
      functions: model.services.functions.map(({ name }) => name),
      logGroups: await allLogGroups(this.deployed.places),
      docs: docs(),
    };
  }

  #drawn(): Promise<string> {
    if (this.#picture?.version !== this.#version)
      this.#picture = { version: this.#version, svg: this.#draw() };
    return this.#picture.svg;
  }

  /** Picture of the first environment that is deployed; where several stand side by side, it alone is read. */
  async #draw(): Promise<string> {
    const { model, places } = this.deployed;
    const stacks = await stacksOf(places);
    const environment = stacks.find((stack) => stack.environment !== undefined)?.environment ?? '';
    if (model.network.vpcs.length === 1) return requestPicture(new Reach(environment, model));
    const models = places.map((place) => readAws(place, (name) => isNameOf(environment, name)));
    return requestPicture(new Reach(environment, merged(await Promise.all(models))));
  }
}

/** Names of the log groups of all accounts and regions. */
const allLogGroups = async (places: readonly ClientPlace[]): Promise<string[]> =>
  [...new Set((await Promise.all(places.map(logGroups))).flat())].sort();

/** Newest lines of a log group, one below the other, where the first account and region has it. */
async function newestLines(places: readonly ClientPlace[], group: string): Promise<string> {
  const names = await Promise.all(places.map(logGroups));
  const place = places.find((_, index) => names[index]?.includes(group));
  const events = place === undefined ? [] : await logEvents(place, group, Date.now() - 3_600_000);
  const lines = events.map(logLine);
  return lines.length === 0 ? `${group}: no lines in the last hour.\n` : `${lines.slice(-500).join('\n')}\n`;
}

/** Documents of the project, by their paths in it. */
function docs(): string[] {
  const folders = ['docs', 'docs/adr', 'docs/runbooks'].filter((folder) =>
    existsSync(join(projectRoot, folder)),
  );
  const found = folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder)).map((name) => `${folder}/${name}`),
  );
  return ['README.md', ...found.filter((path) => path.endsWith('.md')).sort()];
}
