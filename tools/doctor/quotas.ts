import {
  DescribeAddressesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  paginateDescribeVpcs,
  Tag,
} from '@aws-sdk/client-ec2';
import {
  DescribeTasksCommand,
  ECSClient,
  paginateListClusters,
  paginateListTasks,
} from '@aws-sdk/client-ecs';
import {
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { Environment } from '../../src/config/schema';
import { Quota as Limit } from '../../src/config/quotas';
import { needs } from '../../src/config/sections/quotas';
import { NAME_PREFIX } from '../../src/lib/name-prefix';
import { namesFor } from '../../src/lib/naming';
import { Check, failed, ok, unlessMissing } from './check';
import { Place } from './place';

/** A quota of the account and region, which the environments there share with whatever else is there. */
interface Quota {
  readonly subject: string;
  /** Codes of AWS: `aws service-quotas list-service-quotas --service-code vpc`. */
  readonly service: string;
  readonly code: string;
  /** True for a quota of each security group, which environments do not share. @default false */
  readonly isEach?: boolean;
  /** Number that an environment takes at full scale. */
  readonly needed: (environment: Environment) => number;
  /** Number that others than the project's environments use now. */
  readonly others: (place: Place) => Promise<number>;
}

/** Counts what an environment takes of a quota that the configuration knows. */
const countOf =
  (limit: Limit) =>
  (environment: Environment): number =>
    needs.find((need) => need.limit === limit)?.count(environment) ?? 0;

/** Times that the tasks of a service run while a new version takes over. */
const ROLLOUT = 2;

const QUOTAS: readonly Quota[] = [
  {
    subject: 'Fargate vCPUs',
    service: 'fargate',
    code: 'L-3032A538',
    needed: ({ services }) =>
      services.reduce((sum, { cpu, maxTasks }) => sum + (ROLLOUT * maxTasks * cpu) / 1024, 0),
    others: otherVcpus,
  },
  {
    subject: 'Elastic IPs',
    service: 'ec2',
    code: 'L-0263D0A3',
    needed: countOf('elasticIps'),
    others: async (place) => {
      const { Addresses = [] } = await new EC2Client(place.client).send(new DescribeAddressesCommand({}));
      return Addresses.filter(({ Tags }) => !isOurs(place, Tags)).length;
    },
  },
  {
    subject: 'VPCs',
    service: 'vpc',
    code: 'L-F678F1CE',
    needed: () => 1,
    others: async (place) => {
      const pages = paginateDescribeVpcs({ client: new EC2Client(place.client) }, {});
      return (await all(pages, ({ Vpcs }) => Vpcs)).filter(({ Tags }) => !isOurs(place, Tags)).length;
    },
  },
  {
    subject: 'Load balancers',
    service: 'elasticloadbalancing',
    code: 'L-53DA6B97',
    needed: () => 1,
    others: async ({ client, neighbours }) => {
      const ours = neighbours.map(({ name }) => namesFor(name)('load-balancer'));
      const pages = paginateDescribeLoadBalancers({ client: new ElasticLoadBalancingV2Client(client) }, {});
      return (await all(pages, ({ LoadBalancers }) => LoadBalancers)).filter(
        ({ Type, LoadBalancerName = '' }) => Type === 'application' && !ours.includes(LoadBalancerName),
      ).length;
    },
  },
  {
    subject: 'Security group rules',
    service: 'vpc',
    code: 'L-0EA8095F',
    isEach: true,
    needed: countOf('securityGroupRules'),
    others: addedRules,
  },
];

export const quotaChecks = (place: Place): Check[] => [
  ...QUOTAS.map((quota) => ({ subject: quota.subject, ask: () => askQuota(quota, place) })),
  { subject: 'Lambda concurrency', ask: () => concurrency(place) },
];

async function askQuota({ service, code, isEach = false, needed, others }: Quota, place: Place) {
  const [{ Quota: { Value: limit = 0 } = {} }, taken] = await Promise.all([
    new ServiceQuotasClient(place.client).send(
      new GetServiceQuotaCommand({ ServiceCode: service, QuotaCode: code }),
    ),
    others(place),
  ]);
  const sharing = isEach ? [place.environment] : place.neighbours;
  const wanted = sharing.reduce((sum, environment) => sum + needed(environment), 0);
  const says = `${limit} allowed, ${wanted} for ${sharing.map(({ name }) => name).join(' and ')}, ${taken} taken by others`;
  if (wanted + taken <= limit) return ok(says);
  return failed(
    `${says}: aws service-quotas request-service-quota-increase --region ${place.client.region} --service-code ${service} --quota-code ${code} --desired-value ${Math.ceil(wanted + taken)}`,
  );
}

/** Rules that others than the stacks added to the group with the most, that of the endpoints. */
async function addedRules({ client, names }: Place): Promise<number> {
  const ec2 = new EC2Client(client);
  // AWS appends to the group's own name, as each group is made before the one that it replaces is gone.
  const Filters = [{ Name: 'tag:Name', Values: [names('security-group', 'endpoints')] }];
  const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  if (group?.GroupId === undefined) return 0;
  const ofGroup = { Filters: [{ Name: 'group-id', Values: [group.GroupId] }] };
  const { SecurityGroupRules: rules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand(ofGroup));
  const isAdded = (tags: readonly Tag[] = []): boolean => !tags.some(({ Key }) => Key === 'Project');
  return rules.filter(({ IsEgress, Tags }) => IsEgress === false && isAdded(Tags)).length;
}

/** vCPUs of tasks on Fargate in clusters that are not of the project. */
async function otherVcpus({ client, neighbours }: Place): Promise<number> {
  const ecs = new ECSClient(client);
  const ours = neighbours.map(({ name }) => `:cluster/${namesFor(name)('ecs-cluster')}`);
  const clusters = await all(paginateListClusters({ client: ecs }, {}), ({ clusterArns }) => clusterArns);
  let units = 0;
  for (const cluster of clusters.filter((arn) => !ours.some((own) => arn.endsWith(own)))) {
    const options = { client: ecs, pageSize: 100 };
    for await (const { taskArns: tasks = [] } of paginateListTasks(options, {
      cluster,
      launchType: 'FARGATE',
    })) {
      if (tasks.length === 0) continue;
      const described = await ecs.send(new DescribeTasksCommand({ cluster, tasks }));
      units += (described.tasks ?? []).reduce((sum, { cpu }) => sum + Number(cpu ?? 0), 0);
    }
  }
  return units / 1024;
}

/**
 * Concurrency that is left to others: AWS wants 100 beside a reservation; without one the assistant shares what there is.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
async function concurrency({ client, environment, names }: Place) {
  const lambda = new LambdaClient(client);
  const { AccountLimit: { ConcurrentExecutions = 0, UnreservedConcurrentExecutions: free = 0 } = {} } =
    await lambda.send(new GetAccountSettingsCommand({}));
  const reserved = environment.genai?.reservedConcurrency ?? 0;
  const held = await unlessMissing(
    lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: names('lambda-function', 'genai') })),
    'ResourceNotFoundException',
  );
  const left = free - reserved + (held?.ReservedConcurrentExecutions ?? 0);
  const says = `${ConcurrentExecutions} allowed, ${free} not reserved by any function, ${reserved} for the assistant`;
  if (left >= (reserved > 0 ? 100 : 10)) return ok(says);
  return failed(
    `${says}; ${reserved > 0 ? 'AWS wants 100 left' : 'questions, probe and migration take 10'}: raise quota L-B99A9384 of lambda, or change genai.reservedConcurrency`,
  );
}

/** Tells whether the stacks of an environment here made it. */
const isOurs = ({ neighbours }: Place, tags: readonly Tag[] = []): boolean => {
  const value = (key: string): string | undefined => tags.find(({ Key }) => Key === key)?.Value;
  return value('Project') === NAME_PREFIX && neighbours.some(({ name }) => name === value('Environment'));
};

async function all<Page, Item>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => Item[] | undefined) {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}
