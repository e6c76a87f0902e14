import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';

export interface AliasRecordProps {
  readonly name: string;
  readonly hostedZoneId: string;
  /** The AWS endpoint that the record points to: its DNS name and the hosted zone of that name. */
  readonly target: { readonly dnsName: string; readonly zoneId: string };
}

/**
 * An alias record: a name of our own for an AWS endpoint whose addresses change.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export class AliasRecord extends Construct {
  constructor(scope: Construct, id: string, { name, hostedZoneId, target }: AliasRecordProps) {
    super(scope, id);
    new Route53Record(this, 'record', {
      zoneId: hostedZoneId,
      name,
      type: 'A',
      // There is no second answer that a failed health check could lead to.
      alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false },
    });
  }
}
