import { findingsAt, Rule } from '../../rule';
import { expressionsOf } from '../../support/expressions';

/** Functions with another value at each plan. `uuidv5` always gives the same. */
const UNSTEADY = /\b(timestamp|plantimestamp|uuid|bcrypt)\(/;

export const rule: Rule = {
  reason: 'What has another value at each plan changes at each apply, so no plan is ever empty.',
  source: 'https://developer.hashicorp.com/terraform/language/functions/timestamp',
  check: (estate) =>
    findingsAt(expressionsOf(estate), ({ expressions }) =>
      expressions
        .flatMap((expression) => UNSTEADY.exec(expression)?.[1] ?? [])
        .map((name) => `${name}() has another value at each plan`),
    ),
};
