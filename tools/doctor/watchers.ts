import { AccessAnalyzerClient, ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import { BackupClient, DescribeRegionSettingsCommand } from '@aws-sdk/client-backup';
import {
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';
import { ECRClient, GetRegistryScanningConfigurationCommand } from '@aws-sdk/client-ecr';
import { settingsIn } from '../../src/config/accounts';
import { namesFor } from '../../src/lib/naming';
import { Check, failed, note, ok, Verdict } from './check';
import { Place } from './place';

const names = namesFor('account');
const STACKS = 'docs/runbooks/account.md';

/**
 * Services of the account that find faults by themselves, and settings that make them silent: the apply does not fail, and
 * nobody is told.
 */
export const watcherChecks = (place: Place): Check[] => [
  { subject: 'Config recorder', ask: () => recorder(place) },
  { subject: 'Access Analyzer', ask: () => analyzer(place) },
  { subject: 'Image scans', ask: () => scans(place) },
  ...(place.environment.database.deletionProtection
    ? [{ subject: 'Backups of Aurora', ask: () => backups(place) }]
    : []),
];

/** Verdict on a part that the region has once, and that the stack of the region makes, or somebody else has made. */
function owned(
  { account, environment: { region } }: Place,
  setting: 'accessAnalyzer' | 'configRecorder',
  found: readonly string[],
  own: readonly string[],
): Verdict {
  const isOurs = settingsIn(account.settings, region)[setting] === 'create';
  const stack = `account${account.suffix}-${region}`;
  const other = found.find((name) => !own.includes(name));
  if (isOurs && other !== undefined) {
    return failed(
      `${other} is somebody else's, and AWS takes one in ${region}: say ${setting}: 'existing' in src/config/accounts.ts`,
    );
  }
  if (found.length > 0) return ok(found.join(', '));
  if (isOurs) return note(`none in ${region}, so its findings reach nobody: apply ${stack} (${STACKS})`);
  return failed(
    `none in ${region}, though src/config/accounts.ts says ${setting}: 'existing': say 'create', and apply ${stack} (${STACKS})`,
  );
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html */
async function recorder(place: Place): Promise<Verdict> {
  const config = new ConfigServiceClient(place.client);
  const [{ ConfigurationRecordersStatus: all = [] }, { DeliveryChannels: channels = [] }] = await Promise.all(
    [
      config.send(new DescribeConfigurationRecorderStatusCommand({})),
      config.send(new DescribeDeliveryChannelsCommand({})),
    ],
  );
  const [status] = all;
  const own = [names('config-recorder'), names('config-delivery-channel')];
  const found = [...all, ...channels].flatMap(({ name }) => name ?? []);
  const verdict = owned(place, 'configRecorder', status === undefined ? [] : found, own);
  if (status?.name === undefined || verdict.state !== 'ok') return verdict;
  if (status.recording !== true) {
    const start = `aws configservice start-configuration-recorder --configuration-recorder-name ${status.name}`;
    return failed(`${status.name} is stopped, so nothing is held against its rules: ${start}`);
  }
  // AWS's page writes it in another case than AWS does.
  if (status.lastStatus?.toUpperCase() !== 'FAILURE') return ok(`${status.name} records`);
  return failed(`${status.name} delivers nothing: ${status.lastErrorMessage ?? status.lastErrorCode ?? ''}`);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html */
async function analyzer(place: Place): Promise<Verdict> {
  const { analyzers = [] } = await new AccessAnalyzerClient(place.client).send(
    new ListAnalyzersCommand({ type: 'ACCOUNT' }),
  );
  const all = analyzers.flatMap(({ name }) => name ?? []);
  const verdict = owned(place, 'accessAnalyzer', all, [names('access-analyzer')]);
  const broken = analyzers.find(({ status }) => status === 'DISABLED' || status === 'FAILED');
  if (verdict.state !== 'ok' || broken === undefined) return verdict;
  return failed(
    `${broken.name ?? ''} is ${broken.status ?? ''}: ${broken.statusReason?.code ?? 'AWS does not say why'}`,
  );
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html */
async function scans({ client }: Place): Promise<Verdict> {
  const { scanningConfiguration } = await new ECRClient(client).send(
    new GetRegistryScanningConfigurationCommand({}),
  );
  if (scanningConfiguration?.scanType !== 'ENHANCED') return ok('BASIC, of each image that is pushed');
  return note(
    'ENHANCED: Amazon Inspector has the findings, and mails nobody here (docs/runbooks/alarms.md#image-vulnerable)',
  );
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-supported-services.html#opt-in-working-with-supported-services */
async function backups({ client }: Place): Promise<Verdict> {
  const { ResourceTypeOptInPreference: chosen = {} } = await new BackupClient(client).send(
    new DescribeRegionSettingsCommand({}),
  );
  if (chosen['Aurora'] !== false) return ok('AWS Backup copies Aurora');
  return failed(
    'AWS Backup leaves Aurora out, without a word: aws backup update-region-settings --resource-type-opt-in-preference Aurora=true',
  );
}
