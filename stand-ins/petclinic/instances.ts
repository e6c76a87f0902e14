import { createHash } from 'node:crypto';
import type { Variables } from './settings';

/** Milliseconds between two looks at an instance, and that one may take. Spring Boot Admin's. */
const INTERVAL = 10_000;

/** Endpoints that the server knows, in the order in which it tells them. */
const ENDPOINTS = ['health', 'prometheus', 'metrics', 'info'];

export interface Registration {
  readonly name: string;
  readonly managementUrl: string;
  readonly healthUrl: string;
  readonly serviceUrl: string;
  readonly source: 'discovery';
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Instance {
  readonly id: string;
  version: number;
  readonly registration: Registration;
  readonly registered: true;
  statusInfo: { status: string; details: object };
  statusTimestamp: string;
  info: object;
  endpoints: { id: string; url: string }[];
  buildVersion: string | null;
  readonly tags: object;
}

interface Discovery {
  spring?: {
    cloud?: {
      discovery?: {
        client?: {
          simple?: { instances?: Record<string, { uri: string; metadata?: Record<string, string> }[]> };
        };
      };
    };
  };
}

/** Bucket of an id in the hash map in which the server keeps its instances, and by which it lists them. */
function bucket(id: string): number {
  let hash = 0;
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  const mixed = (59 + hash) | 0;
  return (mixed ^ (mixed >>> 16)) & 15;
}

/** Instances that Spring Cloud's simple discovery client finds in `SPRING_APPLICATION_JSON`. @throws SyntaxError when it is no JSON */
export function discovered(variables: Variables): Instance[] {
  const settings = JSON.parse(variables['SPRING_APPLICATION_JSON'] ?? '{}') as Discovery;
  const instances = settings.spring?.cloud?.discovery?.client?.simple?.instances ?? {};
  return Object.entries(instances)
    .flatMap(([name, addresses]) =>
      addresses.map(({ uri, metadata = {} }): Instance => {
        const serviceUrl = new URL(uri).origin;
        const managementUrl = `${serviceUrl}${metadata['management.context-path'] ?? '/actuator'}`;
        const healthUrl = `${managementUrl}/health`;
        return {
          id: createHash('sha1').update(healthUrl).digest('hex').slice(0, 12),
          version: 0,
          registration: { name, managementUrl, healthUrl, serviceUrl, source: 'discovery', metadata },
          registered: true,
          statusInfo: { status: 'UNKNOWN', details: {} },
          statusTimestamp: new Date().toISOString(),
          info: {},
          endpoints: [{ id: 'health', url: healthUrl }],
          buildVersion: null,
          tags: {},
        };
      }),
    )
    .sort((one, other) => bucket(one.id) - bucket(other.id));
}

async function get(url: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(url, {
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(INTERVAL),
  });
  return { status: answer.status, body: await answer.json() };
}

async function statusOf({ registration }: Instance): Promise<Instance['statusInfo']> {
  try {
    const { status, body } = await get(registration.healthUrl);
    return { status: (body as { status?: string }).status ?? (status < 400 ? 'UP' : 'DOWN'), details: {} };
  } catch (error) {
    const { name, message } = error as Error;
    return { status: 'OFFLINE', details: { exception: name, message } };
  }
}

/** Reads endpoints and build of an instance that is up. */
async function describe(instance: Instance): Promise<void> {
  const { managementUrl } = instance.registration;
  const index = (await get(managementUrl)).body as { _links: object };
  const info = (await get(`${managementUrl}/info`)).body as { build?: { version?: string } };
  instance.endpoints = ENDPOINTS.filter((id) => id in index._links).map((id) => ({
    id,
    url: `${managementUrl}/${id}`,
  }));
  instance.info = info;
  instance.buildVersion = info.build?.version ?? null;
}

async function look(instance: Instance): Promise<boolean> {
  const found = await statusOf(instance);
  if (found.status === instance.statusInfo.status) return false;
  // What an instance says of itself is read again whenever it comes up.
  if (found.status === 'UP') await describe(instance).catch(() => undefined);
  instance.statusInfo = found;
  instance.statusTimestamp = new Date().toISOString();
  instance.version += 1;
  return true;
}

/** Looks at the instances now and every ten seconds, and tells of each that changed. */
export function watch(instances: readonly Instance[], onChange: (instance: Instance) => void): void {
  const round = (): void => {
    for (const instance of instances) {
      void look(instance).then((changed) => {
        if (changed) onChange(instance);
      });
    }
  };
  round();
  setInterval(round, INTERVAL).unref();
}
