import { blocks, Body, Estate, listOf, Resource } from '../../support/estate';
import { PolicyStatement } from '../../support/policy-documents';
import { arnOf } from '../../support/values';

/** A policy of a function's role. */
export interface RolePolicy {
  readonly resource: Resource;
  readonly statements: readonly PolicyStatement[];
}

/** The ARN that a function will have. */
export const functionArn = (estate: Estate, lambda: Resource): string =>
  arnOf(lambda.type, 'arn', estate.text(lambda, 'function_name') ?? '', estate.region(lambda));

/** The inline policies of the role that a function runs as. */
export function rolePolicies(estate: Estate, lambda: Resource): RolePolicy[] {
  const role = estate.target(lambda, lambda.body['role']);
  return estate
    .policyDocuments()
    .filter(
      ({ resource, kind }) =>
        kind === 'identity' &&
        role !== undefined &&
        estate.targets(resource, resource.body['role']).includes(role),
    )
    .map(({ resource, statements }) => ({ resource, statements }));
}

/** Tells whether `depends_on` of a resource names another one. */
export const dependsOn = (resource: Resource, other: Resource): boolean =>
  listOf(resource.body['depends_on']).includes(`${other.type}.${other.name}`);

/** The variables that a function is told, by name. */
export const variablesOf = ({ body }: Resource): Body =>
  (blocks(body, 'environment')[0]?.['variables'] ?? {}) as Body;
