/** Principal of a statement. `{ aws: '*' }` is anyone and only makes sense with conditions or in a Deny. */
export interface Principal {
  /** ARN of an account root, a role or a user, or `*`. */
  readonly aws?: string;
  /** Service principal such as `logs.us-west-2.amazonaws.com`. */
  readonly service?: string;
  /** ARN of an identity provider. */
  readonly federated?: string;
}

/** Operator → condition key → value, such as `{ StringEquals: { 'aws:SourceAccount': '123456789012' } }`. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * A statement of an IAM policy. There is one way to write each thing, so documents compare as text.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface Statement {
  /** Says what the statement is for, in PascalCase; unique in the document. */
  readonly sid: string;
  /** @default 'Allow' */
  readonly effect?: 'Allow' | 'Deny';
  /** Full actions such as `kms:Decrypt`. A wildcard only in a Deny, where it takes away. */
  readonly actions: readonly string[];
  /** ARNs. `*` alone only where AWS offers no other: the caller says why. Absent in trust policies only. */
  readonly resources?: readonly string[];
  /** ARNs that the statement leaves out: everything else is denied. In a Deny only. */
  readonly notResources?: readonly string[];
  /** Principal of the statement, in resource and trust policies only. */
  readonly principal?: Principal;
  readonly conditions?: Conditions;
}

/**
 * The JSON of an IAM policy. Terraform references may stand in ARNs and condition values, not in lists as a whole.
 *
 * @throws for a wildcard in an allowed action, a Sid that is not PascalCase or stands twice, or an empty list
 */
export function policyDocument(...statements: readonly Statement[]): string {
  return document(statements, statements.flatMap(wildActionsOf));
}

/**
 * The JSON of a permissions boundary. It grants nothing: a role has what its policies allow and its boundary allows too. So
 * a wildcard may stand in an action here, where the actions one by one would not fit into the 6,144 characters of a policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @throws as {@link policyDocument} does, but for wildcards
 */
export function boundaryDocument(...statements: readonly Statement[]): string {
  return document(statements, []);
}

function document(statements: readonly Statement[], wildActions: readonly string[]): string {
  const problems = [...statements.flatMap(problemsOf), ...wildActions];
  const sids = statements.map(({ sid }) => sid);
  problems.push(
    ...sids.filter((sid, i) => sids.indexOf(sid) !== i).map((sid) => `the Sid ${sid} stands twice`),
  );
  if (problems.length > 0) {
    throw new Error(`Policy document: ${problems.join('; ')}`);
  }
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.map(render) });
}

/** The trust policy of a role that `service` assumes. It has no resource: that is the role it belongs to. */
export function trustPolicy(service: string, conditions?: Conditions): string {
  return policyDocument({
    sid: 'ServiceAssumesRole',
    actions: ['sts:AssumeRole'],
    principal: { service },
    conditions,
  });
}

const wildActionsOf = ({ sid, effect, actions }: Statement): string[] =>
  effect === 'Deny'
    ? []
    : actions
        .filter((action) => /[*?]/.test(action))
        .map((action) => `${sid} allows ${action}: name the actions`);

function problemsOf({ sid, effect, actions, resources, notResources, principal }: Statement): string[] {
  const targets = resources ?? notResources;
  const hasTarget = targets === undefined ? principal !== undefined : targets.length > 0;
  return [
    ...(/^[A-Z][A-Za-z0-9]*$/.test(sid) ? [] : [`the Sid "${sid}" is not PascalCase`]),
    ...(actions.length > 0 ? [] : [`${sid} has no action`]),
    ...(hasTarget ? [] : [`${sid} has no resource`]),
    ...(notResources === undefined || effect === 'Deny' ? [] : [`${sid} allows what it does not name`]),
  ];
}

function render(statement: Statement): object {
  const { sid, effect = 'Allow', actions, resources, notResources, principal, conditions } = statement;
  return {
    Sid: sid,
    Effect: effect,
    ...(principal === undefined ? {} : { Principal: renderPrincipal(principal) }),
    Action: [...actions].sort(),
    ...(resources === undefined ? {} : { Resource: resources }),
    ...(notResources === undefined ? {} : { NotResource: notResources }),
    ...(conditions === undefined ? {} : { Condition: conditions }),
  };
}

const renderPrincipal = ({ aws, service, federated }: Principal): object => ({
  ...(aws === undefined ? {} : { AWS: aws }),
  ...(service === undefined ? {} : { Service: service }),
  ...(federated === undefined ? {} : { Federated: federated }),
});
