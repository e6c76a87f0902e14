import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, createConnection, RowDataPacket } from 'mysql2/promise';
import { cleanUp } from '../support/clean-up';
import { temporaryFolder } from '../support/temporary-folder';
import { projectRoot } from '../../tools/support/project';

const SQL = join(projectRoot, 'lambdas/db-migrate/sql');

const GRANTS: Readonly<Record<string, readonly string[]>> = {
  'customers-service': [
    'SELECT, INSERT, UPDATE ON owners',
    'SELECT, INSERT, UPDATE ON pets',
    'SELECT ON types',
  ],
  'vets-service': ['SELECT ON vets', 'SELECT ON specialties', 'SELECT ON vet_specialties'],
  'visits-service': ['SELECT, INSERT, UPDATE ON visits'],
};

export interface Clinic {
  /** Origin and context path of a service. */
  readonly urls: Readonly<Record<string, string>>;
  /** Rows that the database's administrator finds. */
  ask(sql: string): Promise<RowDataPacket[]>;
  /**
   * Stops the database's process, as a host that is lost: connections stay open and nothing answers. It resolves once each of
   * the threads stands still, which takes a while on a busy machine.
   */
  freeze(): Promise<void>;
  thaw(): void;
}

interface Server {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`ended before it was ready: ${output}`);
    await sleep(20);
  }
  return output;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function startDatabase(password: string): Promise<Server> {
  const folder = join(temporaryFolder('db'), 'server');
  const child = spawn(
    join(projectRoot, '.venv/bin/python'),
    [
      join(projectRoot, 'test/support/mariadb.py'),
      join(projectRoot, '.cache/mariadb.json'),
      folder,
      password,
    ],
    {
      env: { ...process.env, PYTHONPATH: join(projectRoot, 'tools/emulator'), PYTHONDONTWRITEBYTECODE: '1' },
    },
  );
  cleanUp(async () => {
    child.stdin.end();
    await ended(child);
  });
  return JSON.parse(await firstLine(child)) as Server;
}

async function fill(admin: Connection, passwords: ReadonlyMap<string, string>): Promise<void> {
  for (const file of readdirSync(SQL).sort()) await admin.query(readFileSync(join(SQL, file), 'utf8'));
  for (const [service, password] of passwords) {
    await admin.query('CREATE USER ?@? IDENTIFIED BY ?', [service, '%', password]);
    for (const grant of GRANTS[service] ?? []) await admin.query(`GRANT ${grant} TO ?@?`, [service, '%']);
  }
}

/** A fresh database with PetClinic's tables and sample rows, and the four stand-ins on loopback addresses of their own. */
export async function startClinic(): Promise<Clinic> {
  const newPassword = (): string => randomBytes(18).toString('base64url');
  const password = newPassword();
  const { host, port, pid } = await startDatabase(password);
  const admin = await createConnection({
    ...{ host, port, user: 'petclinic', password, database: 'petclinic', multipleStatements: true },
    ssl: { rejectUnauthorized: false },
  });
  cleanUp(() => {
    admin.destroy();
  });
  const passwords = new Map(Object.keys(GRANTS).map((service) => [service, newPassword()]));
  await fill(admin, passwords);

  const network = `127.${randomInt(1, 255)}.${randomInt(0, 255)}`;
  const paths = Object.keys(GRANTS).map(
    (service) => [service, `/api/${service.replace('-service', '')}`] as const,
  );
  const addresses = Object.fromEntries(
    paths.map(([service], index) => [`${service}.petclinic.local`, `${network}.${index + 1}`]),
  );
  const adminAddress = `${network}.9`;
  const start = async (service: string, variables: Readonly<Record<string, string>>): Promise<void> => {
    const child = spawn(
      process.execPath,
      [
        ...['--import', join(projectRoot, 'test/support/resolve.mjs'), '--import', 'tsx'],
        ...[join(projectRoot, 'stand-ins/petclinic/main.ts'), service],
      ],
      {
        cwd: projectRoot,
        env: {
          ...{ PATH: process.env['PATH'], RESOLVE: JSON.stringify(addresses) },
          MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health,info,metrics,prometheus',
          MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: 'true',
          ...variables,
        },
      },
    );
    cleanUp(async () => {
      child.kill();
      await ended(child);
    });
    await firstLine(child);
  };

  await Promise.all(
    paths.map(([service, path]) =>
      start(service, {
        SERVER_ADDRESS: addresses[`${service}.petclinic.local`] ?? '',
        SERVER_PORT: '8080',
        SERVER_SERVLET_CONTEXT_PATH: path,
        SPRING_DATASOURCE_URL: `jdbc:mysql://${host}:${port}/petclinic?sslMode=REQUIRED&connectTimeout=2000&socketTimeout=4000`,
        SPRING_DATASOURCE_USERNAME: service,
        SPRING_DATASOURCE_PASSWORD: passwords.get(service) ?? '',
        SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE: '5',
        SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT: '4000',
        SPRING_DATASOURCE_HIKARI_VALIDATIONTIMEOUT: '2000',
      }),
    ),
  );
  const instances = paths.map(([service, path]) => [
    service,
    [
      {
        uri: `http://${service}.petclinic.local:8080`,
        metadata: { 'management.context-path': `${path}/actuator` },
      },
    ],
  ]);
  await start('admin-server', {
    SERVER_ADDRESS: adminAddress,
    SERVER_PORT: '9090',
    SPRING_BOOT_ADMIN_CONTEXT_PATH: '/admin',
    MANAGEMENT_ENDPOINTS_WEB_BASE_PATH: '/admin/actuator',
    SPRING_BOOT_ADMIN_UI_PUBLIC_URL: '/v1/admin',
    SPRING_APPLICATION_JSON: JSON.stringify({
      spring: {
        cloud: { discovery: { client: { simple: { instances: Object.fromEntries(instances) as unknown } } } },
      },
    }),
  });
  return {
    urls: {
      ...Object.fromEntries(
        paths.map(([service, path]) => [
          service,
          `http://${addresses[`${service}.petclinic.local`]}:8080${path}`,
        ]),
      ),
      'admin-server': `http://${adminAddress}:9090/admin`,
    },
    ask: async (sql) => (await admin.query<RowDataPacket[]>(sql))[0],
    freeze: async () => {
      process.kill(pid, 'SIGSTOP');
      while (!isStopped(pid)) await sleep(20);
    },
    thaw: () => process.kill(pid, 'SIGCONT'),
  };
}

/** Tells whether all threads of a process are stopped. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function isStopped(pid: number): boolean {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.every((id) => readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8').includes(') T '));
  } catch {
    // A thread that ended meanwhile.
    return false;
  }
}
