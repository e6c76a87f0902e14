import { isLiteral, POLICY_ATTRIBUTES } from '../../../support/policy-documents';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'A policy that only Terraform can put together passes every other rule unseen.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  check: (estate) =>
    findingsAt(estate.resources, ({ body }) => [
      ...POLICY_ATTRIBUTES.filter((attribute) => attribute in body).flatMap((attribute) =>
        unless(isLiteral(body[attribute]), `${attribute} is not a JSON document`),
      ),
      ...unless(!('inline_policy' in body), 'inline_policy: make it an aws_iam_role_policy'),
    ]),
};
