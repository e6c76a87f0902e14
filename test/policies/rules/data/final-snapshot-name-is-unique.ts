import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'AWS refuses a second snapshot of the same name: a database that is made anew under its name could not be destroyed.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), ({ body }) =>
      unless(
        body['skip_final_snapshot'] === true ||
          /\$\{terraform_data\.[\w-]+\.id\}/.test(String(body['final_snapshot_identifier'])),
        'final_snapshot_identifier has no part that is drawn anew with each cluster: the id of a terraform_data',
      ),
    ),
};
