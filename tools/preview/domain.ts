import { Environment } from '../../src/config/schema';
import { Stack } from '../deploy/graph';
import { declaredIn } from './declared';

/**
 * The domain of an environment, whose hosted zone has to be there before its stacks are deployed.
 *
 * @param stacks of the environment, as they are synthesized
 * @returns nothing too where they do not tell; the deployment then fails if it needs one, and Terraform says so
 */
export function domainIn(stacks: readonly Stack[]): Pick<Environment, 'domain'> {
  const literals = (type: string, attribute: string): string[] =>
    stacks
      .flatMap(declaredIn)
      .filter((resource) => resource.type === type)
      .map(({ attributes }) => String((attributes as Readonly<Record<string, unknown>>)[attribute]))
      .filter((value) => !value.includes('${'));
  const [name] = literals('aws_acm_certificate', 'domain_name');
  const [hostedZoneId] = literals('aws_route53_record', 'zone_id');
  return name === undefined || hostedZoneId === undefined ? {} : { domain: { name, hostedZoneId } };
}
