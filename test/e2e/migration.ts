import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { databaseUsers } from '../../src/config/sections/database-user';
import { changeStack, StackReport } from '../../tools/deploy/stack';
import { findStack } from '../../tools/deploy/terraform';
import { projectRoot } from '../../tools/support/project';
import { temporaryFolder } from '../support/temporary-folder';
import { adminLogin, Answer, sql } from './sql';
import { only, World } from './world';

const SQL_FOLDER = join(projectRoot, 'lambdas/db-migrate/sql');

/** The version that would come next, and a file of it whose second statement fails. */
const NEXT = readdirSync(SQL_FOLDER).length + 1;
const BROKEN = `V${String(NEXT).padStart(4, '0')}__broken.sql`;
const STATEMENTS = "UPDATE owners SET city = 'Ames' WHERE id = 1; INSERT INTO no_such_table VALUES (1);";

/** Tests a migration that runs again, and a deployment with a broken SQL file. */
export function describeMigration(world: () => World): void {
  const env = (): string => world().config.name;
  const functionName = (): string => `petclinic-${env()}-db-migrate`;
  const ask = async (statement: string): Promise<Answer> =>
    sql(world(), await adminLogin(world()), statement);

  test('a second run applies nothing and leaves users, passwords and history as they are', async () => {
    const before = await traces(world());
    const { FunctionError, Payload } = await world().aws.lambda.send(
      new InvokeCommand({
        FunctionName: functionName(),
        Payload: JSON.stringify({ users: await users(world()) }),
      }),
    );
    expect(FunctionError).toBeUndefined();
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({ applied: [] });
    expect(await traces(world())).toEqual(before);
  });

  test('its log lines are JSON, and say what it did', async () => {
    const { events = [] } = await world().aws.logs.send(
      new FilterLogEventsCommand({ logGroupName: `/petclinic/${env()}/db-migrate` }),
    );
    const lines = events.map(({ message = '' }) => JSON.parse(message) as { message?: string });
    expect(lines.map(({ message }) => message)).toContain('database is up to date');
  });

  describe('with a broken SQL file', () => {
    let failure: Error;

    beforeAll(async () => {
      const error: unknown = await apply(world(), withBrokenFile(world())).catch((reason: unknown) => reason);
      if (!(error instanceof Error)) throw new Error('The deployment succeeded');
      failure = error;
    });

    test('the deployment fails with the name of the file and what the database said of it', () => {
      expect(failure.message).toContain(BROKEN);
      expect(failure.message).toContain('no_such_table');
    });

    test('no version of it is recorded, and what came before is untouched', async () => {
      expect(await ask(`SELECT COUNT(*) FROM schema_history WHERE version = ${NEXT}`)).toEqual({
        rows: [['0']],
      });
      expect(await ask('SELECT city FROM owners WHERE id = 1')).toEqual({ rows: [['Madison']] });
    });

    test('the next deployment, without it, succeeds', async () => {
      const { changes, outputs } = await apply(world(), world().outDir);
      expect(changes.add).toBe(1);
      expect(outputs['last_applied_versions']?.value).toEqual([]);
    });
  });
}

const stackOf = ({ config }: World): string => `${config.name}-data`;

const apply = (world: World, outDir: string): Promise<StackReport> => {
  const there = { ...world.session, outDir };
  return changeStack('apply', findStack(there, stackOf(world)), there, { onProgress: () => undefined });
};

/** A copy of the synthesized stacks whose migration package has one more SQL file. */
function withBrokenFile(world: World): string {
  const { outDir } = world;
  const stack = stackOf(world);
  const copy = temporaryFolder('broken');
  cpSync(outDir, copy, { recursive: true, verbatimSymlinks: true });
  const path = join(copy, 'stacks', stack, 'cdk.tf.json');
  const text = readFileSync(path, 'utf8');
  const { resource } = JSON.parse(text) as {
    resource: { aws_lambda_function: Record<string, { filename: string; source_code_hash: string }> };
  };
  const { filename, source_code_hash } = only(Object.values(resource.aws_lambda_function));
  const archive = join(copy, 'stacks', stack, filename);
  const add = "import sys, zipfile; zipfile.ZipFile(sys.argv[1], 'a').writestr(sys.argv[2], sys.argv[3])";
  const { status, stderr } = spawnSync(
    join(projectRoot, '.venv/bin/python'),
    ['-c', add, archive, `sql/${BROKEN}`, STATEMENTS],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const hash = createHash('sha256').update(readFileSync(archive)).digest('base64');
  writeFileSync(path, text.replaceAll(source_code_hash, hash));
  return copy;
}

/** The event that Terraform sends. */
const users = async (world: World): Promise<object[]> => {
  return Promise.all(
    databaseUsers(world.config).map(async ({ user, grants }) => ({
      name: user,
      secretArn: (await secretOf(world, user)).ARN,
      grants,
    })),
  );
};

const secretOf = ({ aws, config }: World, user: string) =>
  aws.secretsManager.send(
    new DescribeSecretCommand({ SecretId: `/petclinic/${config.name}/db/users/${user}` }),
  );

/** State that a run of the migration could change. */
async function traces(world: World): Promise<unknown> {
  const login = await adminLogin(world);
  return {
    history: await sql(world, login, 'SELECT * FROM schema_history'),
    users: await sql(world, login, 'SELECT user, host, authentication_string FROM mysql.user ORDER BY user'),
    grants: await sql(
      world,
      login,
      'SELECT user, table_name, table_priv FROM mysql.tables_priv ORDER BY 1, 2',
    ),
    passwords: await Promise.all(
      databaseUsers(world.config).map(async ({ user }) => (await secretOf(world, user)).VersionIdsToStages),
    ),
  };
}
