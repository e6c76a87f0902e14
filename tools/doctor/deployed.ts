import { resolveNs } from 'node:dns/promises';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { GetHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { paginateListSubscriptionsByTopic, SNSClient, Subscription } from '@aws-sdk/client-sns';
import { COLLECTOR, COLLECTOR_TAG } from '../../src/constructs/compute/collector';
import { isOnLoopback } from '../session/caller';
import { Check, failed, note, ok, unlessMissing } from './check';
import { Place } from './place';

/** Work of people beside the stacks: images, the zone of the domain, mails to confirm. */
export const deployedChecks = (place: Place): Check[] => [
  ...[...place.environment.services, { name: COLLECTOR, imageTag: COLLECTOR_TAG }].map(
    ({ name, imageTag }) => ({
      subject: `Image of ${name}`,
      ask: () => image(place, name, imageTag),
    }),
  ),
  ...(place.environment.domain === undefined ? [] : [hostedZone(place, place.environment.domain)]),
  { subject: 'Alarm mails', ask: () => subscriptions(place) },
];

async function image({ names, client, environment }: Place, name: string, imageTag: string) {
  const repositoryName = names('ecr-repository', name);
  const imageIds = [{ imageTag }];
  try {
    await new ECRClient(client).send(new DescribeImagesCommand({ repositoryName, imageIds }));
    return ok(`${repositoryName}:${imageTag}`);
  } catch (error) {
    const { name: code } = error as Error;
    if (code === 'RepositoryNotFoundException') {
      return note(`${repositoryName} comes with ${environment.name}-platform: push ${imageTag} behind it`);
    }
    if (code !== 'ImageNotFoundException') throw error;
    return failed(`${repositoryName} has no ${imageTag}: push it (docs/services.md#push-an-image)`);
  }
}

const hostedZone = ({ client }: Place, domain: { name: string; hostedZoneId: string }): Check => ({
  subject: 'Hosted zone',
  ask: async () => {
    const asked = new Route53Client(client).send(new GetHostedZoneCommand({ Id: domain.hostedZoneId }));
    const found = await unlessMissing(asked, 'NoSuchHostedZone');
    if (found === undefined)
      return failed(`there is no ${domain.hostedZoneId} in the account: correct domain.hostedZoneId`);
    const { HostedZone: zone, DelegationSet: { NameServers: servers = [] } = {} } = found;
    const name = (zone?.Name ?? '').replace(/\.$/, '');
    const says = `${domain.hostedZoneId} is ${name}`;
    if (zone?.Config?.PrivateZone === true) return failed(`${says}, a private zone: name the public one`);
    if (domain.name !== name && !domain.name.endsWith(`.${name}`)) {
      return failed(`${says}, and ${domain.name} is not below it: correct domain.hostedZoneId`);
    }
    // The internet knows nothing of an emulator.
    if (isOnLoopback(process.env)) return ok(`${says}; its delegation is not asked for on an emulator`);
    const delegated = await unlessMissing(resolveNs(name), 'Error');
    if (delegated?.some((server) => servers.includes(server.toLowerCase())) === true) return ok(says);
    return failed(
      `${says}, but the internet asks ${delegated?.join(', ') ?? 'nobody'}: delegate ${name} to ${servers.join(', ')}`,
    );
  },
});

async function subscriptions({ client, environment, names, caller }: Place) {
  const { name, region, alarmEmails } = environment;
  if (alarmEmails.length === 0) return note('alarmEmails is empty: alarms reach nobody');
  const TopicArn = `arn:aws:sns:${region}:${(await caller).account}:${names('sns-topic', 'alarms')}`;
  const found: Subscription[] = [];
  try {
    const pages = paginateListSubscriptionsByTopic({ client: new SNSClient(client) }, { TopicArn });
    for await (const { Subscriptions = [] } of pages) found.push(...Subscriptions);
  } catch (error) {
    if ((error as Error).name !== 'NotFoundException') throw error;
    return note(`the topic comes with ${name}-security: confirm the mails that AWS sends then`);
  }
  const isConfirmed = (email: string): boolean =>
    found.some(
      ({ Endpoint, SubscriptionArn }) => Endpoint === email && SubscriptionArn?.startsWith('arn:') === true,
    );
  const silent = alarmEmails.filter((email) => !isConfirmed(email));
  if (silent.length === 0) return ok(`${alarmEmails.join(', ')} confirmed`);
  return failed(
    `${silent.join(', ')} did not confirm: AWS's mail has the link; apply ${name}-security for a new one`,
  );
}
