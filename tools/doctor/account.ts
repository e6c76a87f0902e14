import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { CostExplorerClient, ListCostAllocationTagsCommand } from '@aws-sdk/client-cost-explorer';
import { ECSClient, ListAccountSettingsCommand } from '@aws-sdk/client-ecs';
import {
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
} from '@aws-sdk/client-iam';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { settingsIn } from '../../src/config/accounts';
import { AUDIENCE } from '../../src/constructs/identity/github-provider';
import { boundaryArn } from '../../src/lib/ci-names';
import { NAME_PREFIX } from '../../src/lib/name-prefix';
import { describePlace, endpointsIn } from '../session/caller';
import { Check, failed, note, ok, unlessMissing } from './check';
import { Place } from './place';

const STACKS = 'docs/runbooks/account.md';

/** Settings that AWS has once in an account, and parts that the stacks of the account make: an environment needs both. */
export function accountChecks({ environment, account, names, caller, client }: Place): Check[] {
  const regional = `account${account.suffix}-${environment.region}`;
  return [
    {
      subject: 'Credentials',
      ask: async () => {
        const found = await caller;
        const says = `${describePlace(found)}, as ${found.arn}`;
        if (environment.account !== undefined && found.account !== environment.account) {
          return failed(
            `${says}; ${environment.name} is in account ${environment.account}: take its credentials`,
          );
        }
        const { AWS_REGION: region } = process.env;
        if (region === environment.region) return ok(says);
        return note(`${says}; commands of the AWS CLI go elsewhere: export AWS_REGION=${environment.region}`);
      },
    },
    ...(environment.backend.type === 's3' ? [stateBucket(account.stateBucket, client)] : []),
    {
      subject: 'Permissions boundary',
      ask: async () => {
        const { boundary, rolePath } = account.settings;
        const PolicyArn = boundary ?? boundaryArn(environment.name, (await caller).account, rolePath);
        const found = await unlessMissing(
          new IAMClient(client).send(new GetPolicyCommand({ PolicyArn })),
          'NoSuchEntityException',
        );
        if (found !== undefined) return ok(PolicyArn);
        const todo =
          boundary === undefined
            ? `apply account${account.suffix} (${STACKS})`
            : 'make it, or correct boundary in src/config/accounts.ts';
        return failed(`${PolicyArn} is not there, and every role needs it: ${todo}`);
      },
    },
    {
      subject: 'GitHub identity provider',
      ask: async () => {
        const iam = new IAMClient(client);
        const { OpenIDConnectProviderList: all = [] } = await iam.send(
          new ListOpenIDConnectProvidersCommand({}),
        );
        const arn = all.find(
          ({ Arn }) => Arn?.endsWith('/token.actions.githubusercontent.com') === true,
        )?.Arn;
        const isOurs = account.settings.githubProvider === 'create';
        const apply = `apply account${account.suffix} (${STACKS})`;
        if (arn === undefined) {
          if (isOurs) return note(`not there, so CI has no roles: ${apply}`);
          return failed(`not there: say githubProvider: 'create' in src/config/accounts.ts, and ${apply}`);
        }
        const { Tags = [], ClientIDList = [] } = await iam.send(
          new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
        );
        if (!ClientIDList.includes(AUDIENCE)) {
          const add = 'aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn';
          return failed(`${arn} refuses GitHub's tokens for AWS: ${add} ${arn} --client-id ${AUDIENCE}`);
        }
        if (!isOurs) return ok(arn);
        if (Tags.some(({ Key, Value }) => Key === 'Project' && Value === NAME_PREFIX)) return ok(arn);
        return failed(
          `${arn} is somebody else's, and AWS takes one: say githubProvider: 'existing' in src/config/accounts.ts`,
        );
      },
    },
    {
      subject: 'API Gateway logging role',
      ask: async () => {
        const { cloudwatchRoleArn: arn } = await new APIGatewayClient(client).send(new GetAccountCommand({}));
        const isOurs = settingsIn(account.settings, environment.region).apiGatewayLogging === 'create';
        const make = isOurs ? '' : "say apiGatewayLogging: 'create' in src/config/accounts.ts, and ";
        const todo = `${environment.name}-edge fails without: ${make}apply ${regional} (${STACKS})`;
        if (arn === undefined) return failed(`none in ${environment.region}; ${todo}`);
        const RoleName = arn.split('/').at(-1);
        const role = await unlessMissing(
          new IAMClient(client).send(new GetRoleCommand({ RoleName })),
          'NoSuchEntityException',
        );
        return role === undefined ? failed(`${arn} is gone; ${todo}`) : ok(arn);
      },
    },
    {
      subject: 'ECS account settings',
      ask: async () => {
        const { settings = [] } = await new ECSClient(client).send(
          new ListAccountSettingsCommand({ effectiveSettings: true }),
        );
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
        const off = settings.filter(
          ({ name, value }) => /^(service|task)LongArnFormat$/.test(name ?? '') && value === 'disabled',
        );
        if (off.length === 0) return ok('services and tasks have long ARNs, which take tags');
        return failed(
          off
            .map(
              ({ name = '' }) =>
                `ECS refuses tags: aws ecs put-account-setting-default --name ${name} --value enabled`,
            )
            .join('; '),
        );
      },
    },
    ...(environment.governance.budget === undefined ? [] : [costTag(names('budget'), client)]),
  ];
}

const stateBucket = (
  { bucket, region }: Place['account']['stateBucket'],
  client: Place['client'],
): Check => ({
  subject: 'State bucket',
  ask: async () => {
    const s3 = new S3Client({ ...client, region, forcePathStyle: endpointsIn(process.env).length > 0 });
    const found = await unlessMissing(s3.send(new HeadBucketCommand({ Bucket: bucket })), 'NotFound');
    return found === undefined
      ? failed(`there is no ${bucket}: docs/runbooks/state-backend.md makes it`)
      : ok(bucket);
  },
});

const costTag = (budget: string, client: Place['client']): Check => ({
  subject: 'Cost allocation tag',
  ask: async () => {
    // Cost Explorer has one address: https://docs.aws.amazon.com/general/latest/gr/billing.html
    const costs = new CostExplorerClient({ ...client, region: 'us-east-1' });
    const { CostAllocationTags: [tag] = [] } = await costs.send(
      new ListCostAllocationTagsCommand({ TagKeys: ['Environment'] }),
    );
    if (tag?.Status === 'Active')
      return ok(`Environment is active: ${budget} sees costs, those of models too`);
    return note(
      `Environment is not active, so ${budget} sees nothing: docs/runbooks/governance.md#the-budget`,
    );
  },
});
