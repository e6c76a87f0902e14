import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DBCluster, DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { projectRoot } from '../../tools/support/project';
import { only, World } from './world';

/** File of the authority behind the databases' certificates, below the emulator's folder. */
const CA_FILE = 'moto/database-ca.pem';

/** Content of a secret with a login. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Outcome of a statement: its rows, each with its columns as texts, or the number of the error. */
export type Answer = { readonly rows: readonly (readonly string[])[] } | { readonly error: number };

export const cluster = async ({ aws }: World): Promise<DBCluster> =>
  only((await aws.rds.send(new DescribeDBClustersCommand({}))).DBClusters);

/** The login in a secret of Secrets Manager. */
export async function loginIn({ aws }: World, SecretId: string): Promise<Login> {
  const { SecretString = '' } = await aws.secretsManager.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString) as Login;
}

export const userLogin = (world: World, user: string): Promise<Login> =>
  loginIn(world, `/petclinic/${world.config.name}/db/users/${user}`);

export async function adminLogin(world: World): Promise<Login> {
  return loginIn(world, (await cluster(world)).MasterUserSecret?.SecretArn ?? '');
}

/** Runs MariaDB's own client on lines of SQL, where the cluster's server listens. */
async function client(
  world: World,
  { username, password }: Login,
  input: string,
  options: readonly string[],
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  const { DatabaseName = '' } = await cluster(world);
  const { host, port } = only((await world.status()).databases);
  const programs = JSON.parse(readFileSync(join(projectRoot, '.cache/mariadb.json'), 'utf8')) as {
    client: string;
    library_path: string;
  };
  const args = [
    '--no-defaults',
    ...options,
    `--host=${host}`,
    `--port=${port}`,
    `--user=${username}`,
    '--batch',
    '--skip-column-names',
    '--default-character-set=utf8mb4',
    `--database=${DatabaseName}`,
  ];
  const env = { ...process.env, LD_LIBRARY_PATH: programs.library_path, MYSQL_PWD: password };
  return spawnSync(programs.client, args, { encoding: 'utf8', env, input });
}

/** Options for TLS with a proven certificate. */
const tls = ({ home }: World): string[] => ['--ssl-verify-server-cert', `--ssl-ca=${join(home, CA_FILE)}`];

/**
 * Runs statements of one line over TLS.
 *
 * @param options such as `--skip-ssl`, in place of the options for TLS
 */
export async function sql(
  world: World,
  login: Login,
  statement: string,
  options = tls(world),
): Promise<Answer> {
  const { status, stdout, stderr } = await client(world, login, statement, options);
  if (status === 0) {
    const lines = stdout.split('\n').filter((line) => line !== '');
    return { rows: lines.map((line) => line.split('\t')) };
  }
  const [, error] = /ERROR (\d+)/.exec(stderr) ?? [];
  if (error === undefined) throw new Error(stderr);
  return { error: Number(error) };
}

/** Runs lines of SQL, each whatever becomes of the others. @returns the number of the error of each line that has one */
export async function errorsOf(
  world: World,
  login: Login,
  lines: readonly string[],
): Promise<(number | undefined)[]> {
  const input = lines.map((line) => `${line};\n`).join('');
  const { stderr } = await client(world, login, input, ['--force', ...tls(world)]);
  const errors = new Map(
    Array.from(stderr.matchAll(/^ERROR (\d+) .*? at line (\d+)/gm), ([, error, line]) => [
      Number(line),
      Number(error),
    ]),
  );
  return lines.map((_, index) => errors.get(index + 1));
}
