import { environmentOf, Estate } from '../../support/estate';
import { ACCOUNT } from '../../support/values';

/** Event of an AWS service, with the fields that patterns and messages read. */
export interface AwsEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly account: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An event that somebody has to know of, and one about the same that nobody has to. */
export interface NotableEvent {
  readonly event: AwsEvent;
  readonly unremarkable: AwsEvent;
}

/** Detail of an event, what makes it unremarkable, and the ARNs of its resources. */
type Parts = readonly [detail: AwsEvent['detail'], unremarkable: AwsEvent['detail'], ...resources: string[]];

const notable = (source: string, type: string, [detail, change, ...resources]: Parts): NotableEvent => {
  const event = { source, 'detail-type': type, account: ACCOUNT, resources, detail };
  return { event, unremarkable: { ...event, detail: { ...detail, ...change } } };
};

interface Form {
  readonly type: string;
  /** Attribute with the name that events have. */
  readonly attribute: string;
  readonly source: string;
  readonly detailType: string;
  readonly about: (name: string, cluster: string) => Parts;
}

const databaseEvents = (type: string, attribute: string, detailType: string): Form[] =>
  ['availability', 'failover', 'failure'].map((category) => ({
    type,
    attribute,
    source: 'aws.rds',
    detailType,
    about: (name) => [
      { EventCategories: [category], SourceIdentifier: name, Message: 'Completed failover' },
      { EventCategories: ['backup'] },
    ],
  }));

const backupJob = (state: string): Form => ({
  type: 'aws_backup_vault',
  attribute: 'name',
  source: 'aws.backup',
  detailType: 'Backup Job State Change',
  about: (backupVaultName) => [{ backupVaultName, state }, { state: 'COMPLETED' }],
});

const imageScan = (severity: string): Form => ({
  type: 'aws_ecr_repository',
  attribute: 'name',
  source: 'aws.ecr',
  detailType: 'ECR Image Scan',
  about: (name) => [
    {
      'repository-name': name,
      'finding-severity-counts': { [severity]: 1, MEDIUM: 9 },
      'image-digest': 'sha256:7f5b',
    },
    { 'finding-severity-counts': { MEDIUM: 9 } },
  ],
});

/**
 * Events about resources, as AWS documents them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 * @see https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
const FORMS: readonly Form[] = [
  {
    type: 'aws_ecs_service',
    attribute: 'name',
    source: 'aws.ecs',
    detailType: 'ECS Deployment State Change',
    about: (name, cluster) => [
      { eventName: 'SERVICE_DEPLOYMENT_FAILED', reason: 'tasks failed to start' },
      { eventName: 'SERVICE_DEPLOYMENT_COMPLETED' },
      `${cluster.replace(':cluster/', ':service/')}/${name}`,
    ],
  },
  imageScan('CRITICAL'),
  imageScan('HIGH'),
  ...databaseEvents('aws_rds_cluster', 'cluster_identifier', 'RDS DB Cluster Event'),
  ...databaseEvents('aws_rds_cluster_instance', 'identifier', 'RDS DB Instance Event'),
  ...['ABORTED', 'EXPIRED', 'FAILED'].map(backupJob),
  {
    type: 'aws_acm_certificate',
    attribute: 'domain_name',
    source: 'aws.acm',
    detailType: 'ACM Certificate Approaching Expiration',
    about: (CommonName) => [{ DaysToExpiry: 31, CommonName }, { CommonName: 'elsewhere.example' }],
  },
];

/**
 * Events about the account, which every environment tells of.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html
 */
const OF_ACCOUNT: readonly NotableEvent[] = [
  notable('aws.config', 'Config Rules Compliance Change', [
    {
      messageType: 'ComplianceChangeNotification',
      configRuleName: 'bucket-closed',
      resourceType: 'AWS::S3::Bucket',
      resourceId: 'open',
      newEvaluationResult: { complianceType: 'NON_COMPLIANT' },
    },
    { newEvaluationResult: { complianceType: 'COMPLIANT' } },
  ]),
  notable('aws.access-analyzer', 'Access Analyzer Finding', [
    { status: 'ACTIVE', resource: 'arn:aws:s3:::open' },
    { status: 'RESOLVED' },
  ]),
];

/** Events that an environment has to tell of, each about one of its resources or about its account. */
export const notableEventsOf = (estate: Estate, environment: string | undefined): NotableEvent[] => [
  ...FORMS.flatMap(({ type, attribute, source, detailType, about }) =>
    estate
      .ofType(type)
      .filter((resource) => environmentOf(resource) === environment)
      .map((resource) => {
        const [name = '', cluster = ''] = [attribute, 'cluster'].map((key) => estate.text(resource, key));
        return notable(source, detailType, about(name, cluster));
      }),
  ),
  ...OF_ACCOUNT,
];

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Tells whether a pattern of values, prefixes, numbers and `$or` matches an event. Of a list in the event one value is
 * enough.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
 * @throws for a comparison that none of the rules uses
 */
export function matches(pattern: Json, event: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return (wanted as Json[]).some((each) => matches(each, event));
    const value = isObject(event) ? event[key] : undefined;
    if (!Array.isArray(wanted)) return matches(wanted as Json, value);
    const values = Array.isArray(value) ? value : [value];
    return wanted.some((each) => values.some((one) => fits(each, one)));
  });
}

function fits(wanted: unknown, value: unknown): boolean {
  if (!isObject(wanted)) return wanted === value;
  const { prefix, numeric, ...others } = wanted;
  if (Object.keys(others).length > 0) throw new Error(`Unknown comparison ${Object.keys(others).join()}`);
  if (typeof prefix === 'string') return typeof value === 'string' && value.startsWith(prefix);
  const [comparison, limit] = numeric as [string, number];
  if (comparison !== '>') throw new Error(`Unknown comparison ${comparison}`);
  return typeof value === 'number' && value > limit;
}

/** Returns the value at a path of an input transformer, such as `$.detail.reason` or `$.resources[0]`. */
export const valueAt = (event: object, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .slice(1)
    .filter((key) => key !== '')
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], event);
