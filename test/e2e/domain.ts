import { DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  GetBasePathMappingsCommand,
  GetDomainNamesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListResourceRecordSetsCommand, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { only, World } from './world';

const certificates = async ({ aws }: World) =>
  (await aws.acm.send(new ListCertificatesCommand({}))).CertificateSummaryList ?? [];

const domainNames = async ({ aws }: World) =>
  (await aws.apiGateway.send(new GetDomainNamesCommand({}))).items ?? [];

/** Asks the emulator for an environment without a domain. */
export function describeNoDomain(world: () => World): void {
  test('without a domain there is no certificate, and the API has AWS’s name alone', async () => {
    expect([await certificates(world()), await domainNames(world())]).toEqual([[], []]);
  });
}

/** Asks the emulator for the domain of an environment: its certificate, and the records in the zone that was there before. */
export function describeDomain(world: () => World): void {
  const domain = () => {
    const found = world().config.domain;
    if (found === undefined) throw new Error(`${world().config.name} has no domain`);
    return found;
  };

  /** The records of a type. Route 53 spells names with a point behind. */
  async function records(type: string): Promise<ResourceRecordSet[]> {
    const { ResourceRecordSets = [] } = await world().aws.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: domain().hostedZoneId }),
    );
    return ResourceRecordSets.filter(({ Type }) => Type === type);
  }

  async function aliasOf(name: string) {
    const { AliasTarget } = only((await records('A')).filter(({ Name }) => Name === `${name}.`));
    return { ...AliasTarget, DNSName: AliasTarget?.DNSName?.replace(/\.$/, '') };
  }

  test('the certificate covers the domain and the name of the load balancer, and ACM has issued it', async () => {
    const { CertificateArn } = only(await certificates(world()));
    const { Certificate } = await world().aws.acm.send(new DescribeCertificateCommand({ CertificateArn }));
    expect(Certificate).toMatchObject({ DomainName: domain().name, Status: 'ISSUED', Type: 'AMAZON_ISSUED' });
    expect([...(Certificate?.SubjectAlternativeNames ?? [])].sort()).toEqual(
      [domain().name, `origin.${domain().name}`].sort(),
    );
  });

  test('the records by which ACM renews it stand in the zone', async () => {
    const { CertificateArn } = only(await certificates(world()));
    const { Certificate } = await world().aws.acm.send(new DescribeCertificateCommand({ CertificateArn }));
    const point = (name = ''): string => name.replace(/\.?$/, '.');
    const demanded = (Certificate?.DomainValidationOptions ?? []).map(({ ResourceRecord }) => [
      point(ResourceRecord?.Name),
      point(ResourceRecord?.Value),
    ]);
    const standing = (await records('CNAME')).map(({ Name, ResourceRecords }) => [
      point(Name),
      point(only(ResourceRecords).Value),
    ]);
    expect(demanded).toHaveLength(2);
    expect(standing.sort()).toEqual(demanded.sort());
  });

  test('the API answers under the domain, with TLS 1.2 and the certificate, without the stage in the path', async () => {
    const { CertificateArn } = only(await certificates(world()));
    const found = only(await domainNames(world()));
    expect(found).toMatchObject({
      domainName: domain().name,
      securityPolicy: 'TLS_1_2',
      regionalCertificateArn: CertificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    const { items } = await world().aws.apiGateway.send(
      new GetBasePathMappingsCommand({ domainName: domain().name }),
    );
    const api = only((await world().aws.apiGateway.send(new GetRestApisCommand({}))).items);
    expect(only(items)).toEqual({ basePath: '(none)', restApiId: api.id, stage: 'v1' });
    expect(await aliasOf(domain().name)).toMatchObject({
      DNSName: found.regionalDomainName,
      HostedZoneId: found.regionalHostedZoneId,
    });
  });

  test('the load balancer has a name of its own below the domain, which its certificate covers', async () => {
    const { LoadBalancers } = await world().aws.elb.send(new DescribeLoadBalancersCommand({}));
    const { DNSName, CanonicalHostedZoneId } = only(LoadBalancers);
    expect(await aliasOf(`origin.${domain().name}`)).toMatchObject({
      DNSName,
      HostedZoneId: CanonicalHostedZoneId,
    });
  });
}
