import { findingsAt, Rule, unless } from '../../rule';
import { expressionsOf } from '../../support/expressions';

/** The data sources that nothing else can replace, each with what it is for. */
const NEEDED: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret_version:
    'the value of the origin header, which listener rules and integrations take in no other way',
  aws_caller_identity: 'the account id, where an environment names none',
  aws_region: 'the region, in a module that ops apply alone',
  terraform_remote_state: 'the contracts of other stacks',
};

export const rule: Rule = {
  reason:
    'A data source is a call to AWS at each plan, with rights of its own, and an answer that may differ tomorrow.',
  source: 'https://developer.hashicorp.com/terraform/language/data-sources',
  check: (estate) => {
    const sources = Object.entries(estate.scopes).flatMap(([scope, { data = {} }]) =>
      Object.entries(data).flatMap(([type, named]) =>
        Object.keys(named).map((name) => ({ address: `${scope}/data.${type}.${name}`, scope, type, name })),
      ),
    );
    const blocks = expressionsOf(estate);
    return findingsAt(sources, ({ scope, type, name }) => [
      ...unless(
        type in NEEDED,
        `${type} is not among the data sources of this rule: use a value that synthesis knows`,
      ),
      ...unless(
        blocks
          .filter((block) => block.scope === scope)
          .some(({ expressions }) => expressions.some((text) => text.includes(`data.${type}.${name}.`))),
        'nothing uses it',
      ),
    ]);
  },
};
