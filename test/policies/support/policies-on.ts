import { Estate, Resource } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';

/** Attributes in which a resource that holds the policy of another one names that one. */
const OWNERS = ['bucket', 'arn', 'key_id', 'vpc_endpoint_id', 'queue_url', 'secret_arn', 'repository'];

/** The statements of the resource policy of `target`, in an attribute of its own or in a resource beside it. */
export const statementsOn = (estate: Estate, target: Resource): PolicyStatement[] =>
  estate
    .policyDocuments()
    .filter(
      ({ resource, kind }) =>
        kind !== 'identity' &&
        kind !== 'trust' &&
        (resource === target ||
          OWNERS.some((attribute) => estate.targets(resource, resource.body[attribute]).includes(target))),
    )
    .flatMap(({ statements }) => statements);

/** The customer key that `reference` at `from` stands for; undefined for AWS's own keys and for none. */
export function customerKey(estate: Estate, from: Resource, reference: unknown): Resource | undefined {
  const key = estate.target(from, reference);
  return key?.type === 'aws_kms_key' ? key : undefined;
}
