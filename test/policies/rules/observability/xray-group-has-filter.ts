import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'The name of a group has 32 characters at most, letters, digits, hyphens and underscores; one that selects nothing holds every trace of the account.',
  source: 'https://docs.aws.amazon.com/xray/latest/api/API_CreateGroup.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_xray_group'), (group) => [
      ...unless(
        /^[A-Za-z0-9_-]{1,32}$/.test(estate.text(group, 'group_name') ?? ''),
        'its name is longer, or has other characters',
      ),
      ...unless((estate.text(group, 'filter_expression') ?? '') !== '', 'it has no filter expression'),
    ]),
};
