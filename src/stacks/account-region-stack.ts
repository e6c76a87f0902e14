import { Construct } from 'constructs';
import { Account } from '../config/account-groups';
import { settingsIn } from '../config/accounts';
import { ApiGatewayAccount } from '../constructs/edge/api-gateway-account';
import { AccessAnalyzer } from '../constructs/governance/access-analyzer';
import { AccessLogBucket } from '../constructs/governance/access-log-bucket';
import { ArchiveBucket } from '../constructs/governance/archive-bucket';
import {
  configDeliveryToBucket,
  configDeliveryWithKey,
  configPrefix,
} from '../constructs/governance/config-delivery';
import { ConfigRecorder } from '../constructs/governance/config-recorder';
import { ConfigRules } from '../constructs/governance/config-rules';
import { KmsKey } from '../constructs/governance/kms-key';
import { managedRules } from '../constructs/governance/managed-rules';
import { recordedTypes } from '../constructs/governance/recorded-types';
import { BaseStack } from '../core/base-stack';
import { rolesBelow } from '../core/role-path';
import { keepStateInBucket, stateKey } from '../core/state';
import { ciPath } from '../lib/ci-names';
import { bucketName, namesFor } from '../lib/naming';
import { NAME_PREFIX } from '../lib/name-prefix';

export interface AccountRegionStackProps {
  readonly account: Account;
  readonly region: string;
}

/** Names of the resources of an account; no environment can have the name `account`. */
const names = namesFor('account');

/**
 * Settings and services that an account has once in a region: API Gateway's logging role, AWS Config with its rules, Access
 * Analyzer. No environment owns them, so none takes them away from the others when it goes.
 */
export class AccountRegionStack extends BaseStack {
  constructor(scope: Construct, { account, region }: AccountRegionStackProps) {
    const { id, suffix, stateBucket } = account;
    const settings = settingsIn(account.settings, region);
    const name = `account${suffix}-${region}`;
    super(scope, name, {
      region,
      account: id,
      tags: { ...settings.tags, Project: NAME_PREFIX, Stack: name, ManagedBy: 'terraform' },
    });
    keepStateInBucket(this, stateBucket, stateKey(region, 'account'));
    rolesBelow(this, ciPath(settings.rolePath), settings.boundary);

    if (settings.apiGatewayLogging === 'create') {
      new ApiGatewayAccount(this, 'api-gateway-account', {
        // Roles are global, and this one is the region's.
        roleName: names('iam-role', 'api-gateway-logs', region),
      });
    }
    if (settings.accessAnalyzer === 'create') {
      new AccessAnalyzer(this, 'access-analyzer', { name: names('access-analyzer') });
    }
    const recorder = settings.configRecorder === 'create' ? this.#recorder(settings.archiveDays) : undefined;
    new ConfigRules(this, 'config-rules', {
      rules: managedRules,
      nameOf: (key) => names('config-rule', key),
      recording: recorder?.recording,
    });
  }

  #recorder(archiveDays: number): ConfigRecorder {
    const { accountId, region } = this;
    // Computed, so that the policies of bucket and key can name it before it exists.
    const delivery = { accountId, region, bucketName: bucketName('account', 'archive', accountId, region) };
    const key = new KmsKey(this, 'archive-key', {
      alias: names('kms-alias', 'archive'),
      description: 'What AWS Config delivers about the account',
      usedThrough: ['s3'],
      grantedThrough: [],
      statements: [configDeliveryWithKey(delivery)],
      deletionWindowDays: 30,
    });
    const accessLogs = new AccessLogBucket(this, 'access-log-bucket', {
      name: bucketName('account', 'access-logs', accountId, region),
      loggedBuckets: [delivery.bucketName],
      retentionDays: 90,
      destroyContents: false,
    });
    const archive = new ArchiveBucket(this, 'archive-bucket', {
      name: delivery.bucketName,
      kmsKeyArn: key.arn,
      accessLogs,
      statements: configDeliveryToBucket(delivery),
      prefix: configPrefix(accountId),
      retentionDays: archiveDays,
      destroyContents: false,
    });
    return new ConfigRecorder(this, 'config', {
      name: names('config-recorder'),
      channelName: names('config-delivery-channel'),
      roleName: names('iam-role', 'config', region),
      resourceTypes: recordedTypes,
      bucketName: archive.name,
      kmsKeyArn: key.arn,
    });
  }
}
