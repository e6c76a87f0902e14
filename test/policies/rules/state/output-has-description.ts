import { outputsOf } from '../../support/outputs';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason: 'Operators and other stacks read outputs by name: one spelling, and what it is.',
  source: 'https://developer.hashicorp.com/terraform/language/values/outputs#description',
  check: (estate) =>
    findingsAt(outputsOf(estate), ({ name, body }) => [
      ...unless(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name), 'its name is not snake_case'),
      ...unless(Boolean(body['description']), 'it has no description'),
    ]),
};
