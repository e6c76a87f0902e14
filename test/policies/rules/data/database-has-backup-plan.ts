import { blocks, Estate, listOf, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { customerKey, statementsOn } from '../../support/policies-on';
import { demanded } from '../../support/statements';

/** Days. The cluster's own backups go back 35 at most, and go with the cluster. */
const LONG = 36;

export const rule: Rule = {
  reason: 'The own backups of a cluster end with it, and 35 days after a mistake.',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html',
  check: (estate) =>
    findingsAt(
      estate.ofType('aws_rds_cluster').filter(({ body }) => body['deletion_protection'] === true),
      (cluster) => {
        const [selection] = estate.referringTo(cluster, 'resources', 'aws_backup_selection');
        return selection === undefined
          ? ['no backup plan has it']
          : [...planProblems(estate, selection, cluster), ...roleProblems(estate, selection)];
      },
    ),
};

function planProblems(estate: Estate, selection: Resource, cluster: Resource): string[] {
  const plan = estate.target(selection, selection.body['plan_id']);
  const rules = blocks(plan?.body, 'rule');
  if (plan === undefined || rules.length === 0) return ['its plan has no rules'];
  const kept = rules.flatMap((rule) => blocks(rule, 'lifecycle').map((each) => Number(each['delete_after'])));
  return [
    ...unless(
      kept.some((days) => days >= LONG),
      `no backup stays longer than its own, ${LONG} days or more`,
    ),
    ...unless(
      rules.some(({ schedule }) => /^cron\(\d+ \d+ [*?] \* [*?] \*\)$/.test(String(schedule))),
      'none is made each day',
    ),
    ...rules.flatMap((rule) => [
      // Both count from the schedule on, and AWS takes no start window below an hour.
      ...unless(
        Number(rule['start_window']) >= 60 &&
          Number(rule['completion_window']) > Number(rule['start_window']),
        'its windows leave a backup that begins late no time to end',
      ),
      ...unless(
        blocks(rule, 'lifecycle').every((each) => each['cold_storage_after'] === undefined),
        'AWS has no cold storage for backups of Aurora',
      ),
      ...vaultProblems(estate, estate.target(plan, rule['target_vault_name']), cluster),
    ]),
  ];
}

function vaultProblems(estate: Estate, vault: Resource | undefined, cluster: Resource): string[] {
  if (vault === undefined) return ['its backups go into a vault that is not ours'];
  const key = customerKey(estate, vault, vault.body['kms_key_arn']);
  const usable =
    key !== undefined &&
    statementsOn(estate, key).some((statement) =>
      demanded(statement, 'kms:ViaService').includes(`backup.${estate.region(vault)}.amazonaws.com`),
    );
  return [
    ...unless(usable, `${vault.address} has no customer key that can be used through AWS Backup`),
    ...unless(
      key === customerKey(estate, cluster, cluster.body['kms_key_id']),
      'its vault has another key than it',
    ),
    ...unless(
      blocks(vault.body, 'lifecycle')[0]?.['prevent_destroy'] === true &&
        vault.body['force_destroy'] !== true,
      `${vault.address} is not protected as the cluster is`,
    ),
  ];
}

function roleProblems(estate: Estate, selection: Resource): string[] {
  const role = estate.target(selection, selection.body['iam_role_arn']);
  const rights = role === undefined ? [] : estate.referringTo(role, 'role', 'aws_iam_role_policy');
  const waits = listOf(selection.body['depends_on'] as string[] | undefined);
  return [
    ...unless(
      rights.some(({ type, name }) => waits.includes(`${type}.${name}`)),
      'its plan does not wait for the rights of its role: the first backup would fail',
    ),
  ];
}
