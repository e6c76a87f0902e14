import { environmentOf, estateOf } from '../support/estate';
import { NAMED_ACTIONS } from '../support/iam-actions';
import { liveEnvironments } from '../support/live-estate';
import { withEverySwitchOn } from '../support/switches';
import { synthesize } from '../support/synthesis';
import { CHECKED_ON_EVERYTHING, KNOWING_NO_RESOURCE } from './support/actions-without-resource';
import { POLICIES_OF_AWS } from './support/policies-of-aws';
import { askPython } from './support/python';
import { policiesOfAws, rightsDocuments, rightsIn, workflowRoles } from './support/roles';
import { covers } from './support/statements';

interface Known {
  readonly level: string;
  readonly namesResource: boolean;
}

/** What AWS's tables say of the actions that they have. */
const known = (actions: readonly string[]): Record<string, Known> =>
  askPython('known_actions.py', [...new Set(actions)].sort()) as Record<string, Known>;

const environments = liveEnvironments();
const estate = estateOf(synthesize({ environments: withEverySwitchOn(environments) }));

test('the plan role only reads, but for the plans that it leaves and for what encrypts them', () => {
  const [plan] = workflowRoles(estate).filter(({ environment }) => environment === undefined);
  if (plan === undefined) throw new Error('no role plans');
  const rights = rightsIn(rightsDocuments(estate, plan.role));
  const levels = known(rights.map(({ action }) => action));
  const changing = rights.filter(({ action }) => !['Read', 'List'].includes(levels[action]?.level ?? ''));
  const bucket = 'arn:aws:s3:::petclinic-terraform-state-123456789012-us-west-2';

  expect([...new Set(changing.map(({ action, resource }) => `${action} ${resource}`))].sort()).toEqual(
    [
      // KMS counts whatever uses a key as a change.
      'kms:Decrypt arn:aws:kms:us-west-2:123456789012:key/*',
      'kms:Encrypt arn:aws:kms:us-west-2:123456789012:key/*',
      'kms:GenerateDataKey arn:aws:kms:us-west-2:123456789012:key/*',
      ...environments.map(({ name }) => `s3:PutObject ${bucket}/plans/${name}/*`),
    ].sort(),
  );
});

test('what the apply role of an environment may delete reaches every resource of it that has a name', () => {
  const appliers = workflowRoles(estate).filter(({ environment }) => environment !== undefined);
  const named = estate.resources.flatMap((resource) => {
    const arn = estate.arn(resource);
    return arn === undefined || environmentOf(resource) === undefined ? [] : [{ resource, arn }];
  });
  expect(new Set(named.map(({ resource }) => resource.type)).size).toBeGreaterThan(10);
  for (const { role, environment } of appliers) {
    const deletes = rightsIn(rightsDocuments(estate, role)).filter(({ action }) =>
      /:(Delete|Deregister|ScheduleKeyDeletion|ModifyBudget)/.test(action),
    );
    const unreached = named
      .filter(({ resource }) => environmentOf(resource) === environment)
      .filter(
        ({ arn }) =>
          !deletes.some(
            ({ action, resource }) => action.split(':')[0] === arn.split(':')[2] && covers(resource, arn),
          ),
      );
    expect(unreached.map(({ arn }) => arn)).toEqual([]);
  }
});

test('a workload boundary has nothing that no role of an environment uses', () => {
  const used = estate
    .ofType('aws_iam_role')
    .filter((role) => environmentOf(role) !== undefined)
    .flatMap((role) => [
      ...rightsIn(rightsDocuments(estate, role)).map(({ action }) => action),
      ...policiesOfAws(estate, role).flatMap((arn) => POLICIES_OF_AWS[arn] ?? []),
    ]);
  const bounds = estate
    .policyDocuments()
    .filter(
      ({ kind, resource }) => kind === 'boundary' && estate.text(resource, 'name')?.endsWith('-workload'),
    );
  expect(bounds).toHaveLength(environments.length);
  const unused = rightsIn(bounds)
    // The statement for AWS Config, whose policy AWS changes each month, is checked by service below.
    .filter(({ statement }) => statement.Sid !== 'RecordedSettings')
    .filter(({ action }) => !used.includes(action));
  expect(unused.map(({ action }) => action)).toEqual([]);
});

test('what a workload boundary lets AWS Config read is of services whose settings it records', () => {
  const services = (actions: readonly string[]): string[] =>
    [...new Set(actions.map((action) => action.split(':')[0] ?? ''))].sort();
  const reads = rightsIn(estate.policyDocuments().filter(({ kind }) => kind === 'boundary'))
    .filter(({ statement }) => statement.Sid === 'RecordedSettings')
    .map(({ action }) => action);
  const contents = ['dynamodb:GetItem', 's3:GetObject', 'secretsmanager:GetSecretValue', 'ssm:GetParameter'];
  expect(reads.length).toBeGreaterThan(0);
  expect(services(reads)).toEqual(
    services(POLICIES_OF_AWS['arn:aws:iam::aws:policy/service-role/AWS_ConfigRole'] ?? []),
  );
  expect(contents.filter((action) => reads.some((read) => covers(read, action)))).toEqual([]);
});

describe('AWS’s tables', () => {
  test('have every action that a call is said to take', () => {
    const found = known(NAMED_ACTIONS);
    expect(NAMED_ACTIONS.filter((action) => !(action in found))).toEqual([]);
  });

  test('have every action of AWS’s policies that the rules know', () => {
    const actions = Object.values(POLICIES_OF_AWS).flat();
    const found = known(actions);
    expect(actions.filter((action) => !(action in found))).toEqual([]);
  });

  test('name no resource for the actions that may stand on `*`', () => {
    const found = known([...KNOWING_NO_RESOURCE, ...CHECKED_ON_EVERYTHING]);
    expect(KNOWING_NO_RESOURCE.filter((action) => found[action]?.namesResource !== false)).toEqual([]);
    expect(CHECKED_ON_EVERYTHING.filter((action) => found[action]?.namesResource !== true)).toEqual([]);
  });
});
