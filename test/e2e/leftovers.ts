import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { environments } from '../../src/config/environments';
import { services } from '../../src/config/services';
import { applyRoleName, PLAN_ROLE, PULL_REQUEST_ROLE } from '../../src/lib/ci-names';
import { projectRoot } from '../../tools/support/project';
import { ACCOUNT, LOCK_TABLE, REGION, STATE_BUCKET, World } from './world';

/** What is left when an environment without protection is gone: the state backend, and the roles for CI in its stack. */
export const NOTHING_LEFT = {
  aliases: ['alias/petclinic-terraform-state'],
  buckets: [STATE_BUCKET],
  keys: ['Terraform state: bucket and lock table'],
  roles: [PLAN_ROLE, PULL_REQUEST_ROLE, ...environments.map(({ name }) => applyRoleName(name))].sort(),
  tables: [LOCK_TABLE],
};

/** Names of everything that the emulator still holds, by kind, without kinds that are empty. */
export function leftovers({ session }: World): Record<string, string[]> {
  const output = execFileSync(join(projectRoot, '.venv/bin/python'), [join(__dirname, 'list_resources.py')], {
    env: session.env,
    encoding: 'utf8',
  });
  return JSON.parse(output) as Record<string, string[]>;
}

/** The task definitions of an environment, which stay: a deployment goes back to them, and they cost nothing. */
export const taskDefinitionsOf = (environment: string): string[] =>
  services
    .map(({ name }) => `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/petclinic-${environment}-${name}:1`)
    .sort();
