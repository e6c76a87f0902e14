import { Keyed } from '../../lib/keyed';

/** An event that somebody has to know of, and the message about it. */
export interface NotableEvent {
  /** The fault in a few words: the beginning of the message. */
  readonly fault: string;
  /** A sentence for the person who gets the message. */
  readonly meaning: string;
  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
  readonly pattern: object;
  /** Parts of the event that the message shows, in this order, by name, as JSON paths. */
  readonly shows: Keyed<string>;
}

export interface EventScope {
  readonly region: string;
  readonly accountId: string;
  /** Prefix of every name of the environment, such as `petclinic-dev`. */
  readonly prefix: string;
  /** Includes the events of AWS Backup: true where it keeps copies of the database. */
  readonly backups: boolean;
  /** Domain of the environment, which the load balancer has a certificate for. */
  readonly domain: string | undefined;
}

/**
 * Events that no metric shows, by kind: each has a section of that name in docs/runbooks/alarms.md. Findings of AWS Config and
 * Access Analyzer are about the whole account; all others only about the environment.
 */
export const notableEvents = ({
  region,
  accountId,
  prefix,
  backups,
  domain,
}: EventScope): Keyed<NotableEvent> => ({
  /** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html */
  'deployment-failed': {
    fault: 'A deployment was rolled back',
    meaning: 'ECS ended a deployment that did not become healthy and runs the version before.',
    pattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Deployment State Change'],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
      resources: [{ prefix: `arn:aws:ecs:${region}:${accountId}:service/${prefix}/` }],
    },
    shows: { service: '$.resources[0]', reason: '$.detail.reason' },
  },
  /** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html */
  'image-vulnerable': {
    fault: 'An image is vulnerable',
    meaning: 'The scan of an image found vulnerabilities of severity high or critical.',
    pattern: {
      source: ['aws.ecr'],
      'detail-type': ['ECR Image Scan'],
      detail: {
        'repository-name': [{ prefix: `${prefix}/` }, { prefix: `${prefix}-` }],
        $or: ['CRITICAL', 'HIGH'].map((severity) => ({
          'finding-severity-counts': { [severity]: [{ numeric: ['>', 0] }] },
        })),
      },
    },
    shows: { repository: '$.detail.repository-name', digest: '$.detail.image-digest' },
  },
  /** @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html */
  'config-noncompliant': {
    fault: 'A resource breaks a Config rule',
    meaning: 'AWS Config found a resource that does not comply any more.',
    pattern: {
      source: ['aws.config'],
      'detail-type': ['Config Rules Compliance Change'],
      detail: {
        messageType: ['ComplianceChangeNotification'],
        newEvaluationResult: { complianceType: ['NON_COMPLIANT'] },
      },
    },
    shows: {
      account: '$.account',
      rule: '$.detail.configRuleName',
      type: '$.detail.resourceType',
      resource: '$.detail.resourceId',
    },
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html */
  'access-analyzer-finding': {
    fault: 'A resource is open to others',
    meaning: 'Access Analyzer found a resource that a principal outside of the account can use.',
    pattern: {
      source: ['aws.access-analyzer'],
      'detail-type': ['Access Analyzer Finding'],
      detail: { status: ['ACTIVE'] },
    },
    shows: { account: '$.account', resource: '$.detail.resource' },
  },
  /** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html */
  'database-event': {
    fault: 'The database failed over, failed or restarted',
    meaning: 'RDS reports it about a part of the database.',
    pattern: {
      source: ['aws.rds'],
      'detail-type': ['RDS DB Cluster Event', 'RDS DB Instance Event'],
      detail: {
        EventCategories: ['availability', 'failover', 'failure'],
        SourceIdentifier: [prefix, { prefix: `${prefix}-` }],
      },
    },
    shows: { part: '$.detail.SourceIdentifier', message: '$.detail.Message' },
  },
  ...(backups
    ? {
        /** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
        'backup-failed': {
          fault: 'A backup failed',
          meaning: 'AWS Backup made no copy of the database.',
          pattern: {
            source: ['aws.backup'],
            'detail-type': ['Backup Job State Change'],
            detail: { state: ['ABORTED', 'EXPIRED', 'FAILED'], backupVaultName: [{ prefix: `${prefix}-` }] },
          },
          shows: { vault: '$.detail.backupVaultName', state: '$.detail.state' },
        },
      }
    : {}),
  ...(domain === undefined
    ? {}
    : {
        /** @see https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html */
        'certificate-expires': {
          fault: 'The certificate expires',
          meaning: 'ACM did not renew the certificate of the domain, and callers will refuse it.',
          pattern: {
            source: ['aws.acm'],
            'detail-type': ['ACM Certificate Approaching Expiration'],
            detail: { CommonName: [domain] },
          },
          shows: { account: '$.account', domain: '$.detail.CommonName', days: '$.detail.DaysToExpiry' },
        },
      }),
});
