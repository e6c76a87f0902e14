import { blocks } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'Of a protected cluster AWS refuses the deletion only after Terraform has deleted its readers and all that stands on them.',
  source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), ({ body }) =>
      unless(
        body['deletion_protection'] !== true || blocks(body, 'lifecycle')[0]?.['prevent_destroy'] === true,
        'it has deletion_protection without prevent_destroy',
      ),
    ),
};
