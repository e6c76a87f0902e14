import { findingsAt, Rule, unless } from '../../rule';

export const rule: Rule = {
  reason:
    'A password that Terraform knows lies in its state; one that RDS manages is in Secrets Manager only, and changes every seven days.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_rds_cluster'), ({ body }) => [
      ...unless(body['manage_master_user_password'] === true, 'manage_master_user_password is not true'),
      ...['master_password', 'master_password_wo']
        .filter((attribute) => body[attribute] !== undefined)
        .map((attribute) => `${attribute} is set`),
      ...unless(
        body['iam_database_authentication_enabled'] === true,
        'iam_database_authentication_enabled is not true: an operator could not log in without a password',
      ),
    ]),
};
