import { Statement } from '../../../core/policy-document';
import { Area, Reach } from '../reach';

/** Condition that an AWS service calls Route 53 on behalf of the caller. */
const BY_A_SERVICE = { Bool: { 'aws:ViaAWSService': 'true' } };

/**
 * Names in Route 53: records in the zone that the configuration names, and the private zone that Cloud Map keeps.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
 * @see https://docs.aws.amazon.com/cloud-map/latest/dg/security_iam_id-based-policy-examples.html
 */
export const names: Area = {
  name: 'names',

  reads: (reach) => [
    ...ofZones(reach, 'ReadZone', ['route53:GetHostedZone', 'route53:ListResourceRecordSets']),
    { sid: 'FollowChanges', actions: ['route53:GetChange'], resources: ['arn:aws:route53:::change/*'] },
  ],

  writes: (reach) => [
    ...reach.environments.flatMap(({ domain }): Statement[] =>
      domain === undefined
        ? []
        : [
            {
              // Several environments may have their names in one zone.
              sid: 'WriteRecords',
              actions: ['route53:ChangeResourceRecordSets'],
              resources: [zone(domain.hostedZoneId)],
              conditions: {
                'ForAllValues:StringLike': {
                  'route53:ChangeResourceRecordSetsNormalizedRecordNames': [domain.name, `*.${domain.name}`],
                },
              },
            },
          ],
    ),
    {
      // Cloud Map makes the zone of its namespace, and EC2 those of interface endpoints; their ids are AWS's.
      sid: 'ServicesKeepPrivateZones',
      actions: [
        'route53:AssociateVPCWithHostedZone',
        'route53:ChangeResourceRecordSets',
        'route53:DeleteHostedZone',
        'route53:GetHostedZone',
      ],
      resources: ['arn:aws:route53:::hostedzone/*'],
      conditions: BY_A_SERVICE,
    },
    {
      // These know no resource.
      sid: 'ServicesMakePrivateZones',
      actions: ['route53:CreateHostedZone', 'route53:ListHostedZonesByName'],
      resources: ['*'],
      conditions: BY_A_SERVICE,
    },
  ],
};

const zone = (id: string): string => `arn:aws:route53:::hostedzone/${id}`;

function ofZones(reach: Reach, sid: string, actions: readonly string[]): Statement[] {
  const zones = reach.environments.flatMap(({ domain }) =>
    domain === undefined ? [] : [zone(domain.hostedZoneId)],
  );
  return zones.length === 0 ? [] : [{ sid, actions, resources: [...new Set(zones)] }];
}
