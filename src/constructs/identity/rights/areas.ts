import { Area } from '../reach';
import { compute } from './compute';
import { database } from './database';
import { entrance } from './entrance';
import { firewalls } from './firewalls';
import { governance } from './governance';
import { keysOfStacks } from './keys';
import { models } from './models';
import { names } from './names';
import { network } from './network';
import { observability } from './observability';
import { rolesOfStacks } from './roles';
import { stores } from './stores';

/**
 * Every area of an environment's stacks. Each becomes a policy of at most 6,144 characters, and a role takes ten
 * policies by default, one of which is for the states: so small areas share one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const AREAS: readonly Area[] = [
  network,
  compute,
  together('database-and-keys', database, keysOfStacks),
  entrance,
  together('firewalls-and-names', firewalls, names, models),
  rolesOfStacks,
  observability,
  governance,
  stores,
];

function together(name: string, ...areas: readonly Area[]): Area {
  return {
    name,
    reads: (reach) => areas.flatMap(({ reads }) => reads(reach)),
    writes: (reach) => areas.flatMap(({ writes }) => writes(reach)),
  };
}
