import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { services } from '../../src/config/services';
import { managedRules } from '../../src/constructs/governance/managed-rules';
import { Environment } from '../../src/config/schema';
import { applyRoleName, PLAN_ROLE, PULL_REQUEST_ROLE } from '../../src/lib/ci-names';
import { projectRoot } from '../../tools/support/project';
import { liveEnvironments } from '../support/live-estate';
import { LOCK_TABLE, REGION, stateBucketOf, World } from './world';

/** Names of the environments in the account of one. */
const neighbours = ({ account }: Environment): string[] =>
  liveEnvironments().flatMap((other) => (other.account === account ? [other.name] : []));

/** Resources that stay when an environment without protection is gone: the stacks of its account. */
export const nothingLeft = ({ account, config }: World) => ({
  aliases: ['alias/petclinic-account-archive', 'alias/petclinic-terraform-state'],
  analyzers: ['petclinic-account'],
  buckets: [
    ...['access-logs', 'archive'].map((name) => `petclinic-account-${name}-${account}-${REGION}`),
    stateBucketOf(account),
  ],
  configRecorders: ['petclinic-account'],
  configRules: Object.keys(managedRules)
    .map((key) => `petclinic-account-${key}`)
    .sort(),
  keys: ['Terraform state: bucket and lock table', 'What AWS Config delivers about the account'],
  roles: [
    ...['api-gateway-logs', 'config'].map((name) => `petclinic-account-${name}-${REGION}`),
    ...[PLAN_ROLE, PULL_REQUEST_ROLE, ...neighbours(config).map(applyRoleName)],
  ].sort(),
  tables: [LOCK_TABLE],
});

/** Names of everything that the emulator still holds, by kind, without kinds that are empty. */
export function leftovers({ session }: World): Record<string, string[]> {
  const output = execFileSync(join(projectRoot, '.venv/bin/python'), [join(__dirname, 'list_resources.py')], {
    env: session.env,
    encoding: 'utf8',
  });
  return JSON.parse(output) as Record<string, string[]>;
}

/** The task definitions of an environment, which stay: a deployment goes back to them, and they cost nothing. */
export const taskDefinitionsOf = ({ account, config }: World): string[] =>
  services
    .map(({ name }) => `arn:aws:ecs:${REGION}:${account}:task-definition/petclinic-${config.name}-${name}:1`)
    .sort();
