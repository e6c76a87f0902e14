import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { endpointOf } from '../../tools/session/emulator-record';
import { testEmulator } from '../e2e/world';
import { boundaryOf } from '../support/boundaries';
import { estateOf, listOf, Resource } from '../support/estate';
import { synthesize } from '../support/synthesis';
import { temporaryFolder } from '../support/temporary-folder';
import {
  ACCOUNT_CALLS,
  APPLYING,
  Ask,
  BOUNDED,
  CHANGES,
  Claims,
  DATA,
  LEAVING_PLANS,
  NOBODYS,
  onStates,
  PLANNING,
  REGION,
} from './support/ci-role-asks';
import { RUNS } from './support/ci-role-runs';
import { workflowRoles } from './support/roles';

/** Roles of CI as the stacks make them, on an emulator, taken with tokens as GitHub makes them. */
const repository = {
  owner: 'octo-org',
  name: 'octo-repo',
  branch: 'main',
  ids: { owner: '12', repository: '34' },
};
const estate = estateOf(synthesize({ repository, stateBackendOwnState: 'bucket' }));
const roles = Object.fromEntries(
  workflowRoles(estate).map(({ role }) => [estate.text(role, 'name') ?? '', role]),
);
const arnOf = (name: string): string => estate.arn(roles[name] as Resource) ?? '';

let iam: IAMClient;
let endpoint: string;

beforeAll(async () => {
  endpoint = endpointOf(await testEmulator(temporaryFolder('ci-roles')));
  iam = new IAMClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
  });
  const [provider] = estate.ofType('aws_iam_openid_connect_provider');
  await iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: String(provider?.body['url']),
      ClientIDList: listOf(provider?.body['client_id_list']).map(String),
    }),
  );
  for (const role of Object.values(roles)) await make(role);
});

async function make(role: Resource): Promise<void> {
  const RoleName = estate.text(role, 'name');
  const jsonOf = (resource: Resource | undefined): string | undefined =>
    estate.policyDocuments().find((each) => each.resource === resource)?.json;
  const boundary = boundaryOf(estate, role) as Resource;
  await iam.send(
    new CreatePolicyCommand({
      PolicyName: estate.text(boundary, 'name'),
      Path: estate.text(boundary, 'path'),
      PolicyDocument: jsonOf(boundary),
    }),
  );
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: estate.text(role, 'path'),
      AssumeRolePolicyDocument: jsonOf(role),
      PermissionsBoundary: estate.arn(boundary),
      MaxSessionDuration: Number(role.body['max_session_duration']),
    }),
  );
  for (const policy of estate.referringTo(role, 'role', 'aws_iam_role_policy')) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: jsonOf(policy) }));
  }
  for (const { body } of estate.referringTo(role, 'role', 'aws_iam_role_policy_attachment')) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: String(body['policy_arn']) }));
  }
}

/** Takes a role as `aws-actions/configure-aws-credentials` does; returns AWS's error code, or `taken`. */
async function take(role: string, claims: Claims): Promise<string> {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const payload = {
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'sts.amazonaws.com',
    repository_id: '34',
    ...claims,
  };
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: arnOf(role),
      RoleSessionName: 'run',
      WebIdentityToken: `${encode({ alg: 'RS256' })}.${encode(payload)}.signature`,
    }),
  });
  return response.ok ? 'taken' : (/<Code>(\w+)/.exec(await response.text())?.[1] ?? '');
}

describe.each(['repo:octo-org/octo-repo', 'repo:octo-org@12/octo-repo@34'])('with subjects of %s', (form) => {
  test.each(Object.entries(RUNS))('%s opens its role and no other', async (_, { opens, claims }) => {
    const answers = Object.keys(roles).map(
      async (role) => [role, await take(role, { ...claims, sub: `${form}:${claims['sub'] ?? ''}` })] as const,
    );
    expect(Object.fromEntries(await Promise.all(answers))).toEqual(
      Object.fromEntries(Object.keys(roles).map((role) => [role, role === opens ? 'taken' : 'AccessDenied'])),
    );
  });
});

/** Roles of the stacks of an environment, each handed to the services that its trust policy names. */
const handedIn = (environment: string): Ask[] =>
  estate
    .policyDocuments()
    .filter(({ resource, kind }) => kind === 'trust' && resource.scope.startsWith(`${environment}-`))
    .flatMap(({ resource, json }) =>
      (json.match(/[\w.-]+\.amazonaws\.com/g) ?? []).map((service): Ask => [
        'iam:PassRole',
        estate.arn(resource) ?? '',
        { 'iam:PassedToService': service },
      ]),
    );

test('roles of the stacks are handed to six services at least', () => {
  const services = handedIn('prod').map(([, , keys]) => keys?.['iam:PassedToService']);
  expect(new Set(services).size).toBeGreaterThanOrEqual(6);
});

/** IAM's answers to questions about a role, in words; those about one resource are one call. */
async function asked(role: string, asks: readonly Ask[]): Promise<[string, boolean][]> {
  const about = new Map<string, string[]>();
  for (const [action, ...where] of asks) {
    const key = JSON.stringify(where);
    about.set(key, [...(about.get(key) ?? []), action]);
  }
  const answers = [...about].map(async ([where, actions]): Promise<[string, boolean][]> => {
    const [resource = '', keys = {}] = JSON.parse(where) as [string?, Claims?];
    const { EvaluationResults = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: arnOf(role),
        ActionNames: actions,
        ResourceArns: [resource],
        ContextEntries: Object.entries(keys).map(([name, value]) => ({
          ContextKeyName: name,
          ContextKeyValues: [value],
          ContextKeyType: 'string',
        })),
      }),
    );
    expect(EvaluationResults).toHaveLength(actions.length);
    return EvaluationResults.map(({ EvalActionName: action = '', EvalDecision: decision }) => [
      `${action} on ${where}`,
      decision === 'allowed',
    ]);
  });
  return (await Promise.all(answers)).flat();
}

const READ_STATE = ['s3:GetObject'];
const CHANGE_STATE = [
  's3:GetObject',
  's3:PutObject',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:DeleteItem',
];
const OF_ENVIRONMENTS = /^(dev|prod)-/;
const ACCOUNT_STATES = onStates(estate, /^(account|state-backend)/, ...READ_STATE);

test('the account and each of its regions have a state', () => {
  expect(ACCOUNT_STATES.length).toBeGreaterThan(2);
});

test.each<[string, { may: Ask[]; mayNot: Ask[] }]>([
  [
    'petclinic-pull-request',
    {
      may: [...PLANNING, ...onStates(estate, OF_ENVIRONMENTS, ...READ_STATE)],
      mayNot: [...ACCOUNT_STATES, ...DATA, ...CHANGES, ...LEAVING_PLANS, ...NOBODYS],
    },
  ],
  [
    'petclinic-plan',
    {
      may: [
        ...PLANNING,
        ...ACCOUNT_CALLS,
        ...ACCOUNT_STATES,
        ...LEAVING_PLANS,
        ...onStates(estate, OF_ENVIRONMENTS, ...READ_STATE),
      ],
      mayNot: [...DATA, ...CHANGES, ...NOBODYS],
    },
  ],
  [
    'petclinic-dev-apply',
    {
      may: [...PLANNING, ...APPLYING, ...handedIn('dev'), ...onStates(estate, /^dev-/, ...CHANGE_STATE)],
      mayNot: [...ACCOUNT_STATES, ...NOBODYS, ...BOUNDED, ...onStates(estate, /^prod-/, ...CHANGE_STATE)],
    },
  ],
  [
    'petclinic-prod-apply',
    {
      may: [...handedIn('prod'), ...onStates(estate, /^prod-/, ...CHANGE_STATE)],
      mayNot: [...handedIn('dev'), ...onStates(estate, /^dev-/, ...CHANGE_STATE)],
    },
  ],
])('%s may do what its runs do, and no more', async (role, { may, mayNot }) => {
  expect((await asked(role, may)).filter(([, allowed]) => !allowed)).toEqual([]);
  expect((await asked(role, mayNot)).filter(([, allowed]) => allowed)).toEqual([]);
});

test.each<[string, Ask[]]>([
  ['petclinic-pull-request', [...ACCOUNT_STATES, ...DATA]],
  ['petclinic-plan', DATA],
  ['petclinic-dev-apply', [...ACCOUNT_STATES, ...BOUNDED]],
])('%s may not do what its boundary denies, whatever rights somebody gives it', async (RoleName, denied) => {
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const PolicyDocument = JSON.stringify(everything);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'everything', PolicyDocument }));
  expect((await asked(RoleName, denied)).filter(([, allowed]) => allowed)).toEqual([]);
});
