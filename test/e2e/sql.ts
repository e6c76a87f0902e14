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

/**
 * Runs one statement with MariaDB's own client, where the cluster's server listens, over TLS with a proven certificate.
 *
 * @param options such as `--skip-ssl`, in place of the options for TLS
 */
export async function sql(
  world: World,
  { username, password }: Login,
  statement: string,
  options?: readonly string[],
): Promise<Answer> {
  const { DatabaseName = '' } = await cluster(world);
  const { host, port } = only((await world.status()).databases);
  const programs = JSON.parse(readFileSync(join(projectRoot, '.cache/mariadb.json'), 'utf8')) as {
    client: string;
    library_path: string;
  };
  const tls = ['--ssl-verify-server-cert', `--ssl-ca=${join(world.home, CA_FILE)}`];
  const args = [
    '--no-defaults',
    ...(options ?? tls),
    `--host=${host}`,
    `--port=${port}`,
    `--user=${username}`,
    '--batch',
    '--skip-column-names',
    '--default-character-set=utf8mb4',
    `--database=${DatabaseName}`,
    `--execute=${statement}`,
  ];
  const env = { ...process.env, LD_LIBRARY_PATH: programs.library_path, MYSQL_PWD: password };
  const { status, stdout, stderr } = spawnSync(programs.client, args, { encoding: 'utf8', env });
  if (status === 0) {
    const lines = stdout.split('\n').filter((line) => line !== '');
    return { rows: lines.map((line) => line.split('\t')) };
  }
  const [, error] = /ERROR (\d+)/.exec(stderr) ?? [];
  if (error === undefined) throw new Error(`${programs.client}: ${stderr}`);
  return { error: Number(error) };
}
