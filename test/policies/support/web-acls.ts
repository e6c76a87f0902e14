import { blocks, Body, Estate, Resource } from '../../support/estate';

/** A statement of a rule, with its kind, such as `rate_based_statement`. */
export interface WafStatement {
  readonly kind: string;
  readonly body: Body;
}

export const rulesOf = (acl: Resource): Body[] => blocks(acl.body, 'rule');

/** The statements of a rule, those within others behind them. */
export const statementsOf = (rule: Body): WafStatement[] =>
  blocks(rule, 'statement').flatMap((statement) =>
    Object.entries(statement).flatMap(([kind, value]) =>
      blocks({ value }, 'value').flatMap((body) => [{ kind, body }, ...statementsOf(body)]),
    ),
  );

/** The web ACLs before resources of a type. */
export const aclsBefore = (estate: Estate, type: string): Resource[] =>
  estate
    .ofType('aws_wafv2_web_acl_association')
    .filter((association) => estate.target(association, association.body['resource_arn'])?.type === type)
    .flatMap((association) => estate.targets(association, association.body['web_acl_arn']));
