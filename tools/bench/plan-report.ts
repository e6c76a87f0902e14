import { Plan, ResourceChange } from '../plan-report/plan-json';
import { renderReport } from '../plan-report/report';
import { median } from './median';

/** Changes of the plan whose report is measured. */
export const CHANGES = 500;

const ACTIONS = [['create'], ['update'], ['delete'], ['delete', 'create'], ['no-op']];

const policy = (resource: string, actions: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: actions.map((action) => ({
      Sid: action,
      Effect: 'Allow',
      Action: `s3:${action}`,
      Resource: resource,
    })),
  });

/** A resource of middling size, with a policy in JSON, tags, a nested block and a secret. */
function change(index: number): ResourceChange {
  const attributes = (version: number): object => ({
    id: `resource-${index}`,
    name: `petclinic-${index}-${version}`,
    policy: policy(`arn:aws:s3:::bucket-${index}`, version === 1 ? ['Get', 'List'] : ['Get', 'Put', 'List']),
    password: `fake-password-${index}-${version}`,
    rule: Array.from({ length: 10 }, (_, rule) => ({ name: `rule-${rule}`, port: 8000 + rule * version })),
    tags: { Name: `petclinic-${index}`, Version: String(version) },
    tags_all: { Name: `petclinic-${index}`, Version: String(version) },
  });
  const actions = ACTIONS[index % ACTIONS.length] ?? [];
  return {
    address: `aws_s3_bucket.bucket["${index}"]`,
    type: 'aws_s3_bucket',
    change: {
      actions,
      before: actions[0] === 'create' ? null : attributes(1),
      after: actions.at(-1) === 'delete' ? null : attributes(actions[0] === 'no-op' ? 1 : 2),
      after_unknown: { arn: true },
      replace_paths: [['name']],
    },
  };
}

/** The median time, in milliseconds, of the report on a plan of that many changes, from its JSON. */
export function measureReport(rounds: number): number {
  const json = JSON.stringify({
    format_version: '1.2',
    resource_changes: Array.from({ length: CHANGES }, (_, index) => change(index)),
  });
  return median(
    Array.from({ length: rounds }, () => {
      const started = performance.now();
      renderReport([{ stack: 'bench', dependencies: [], plan: JSON.parse(json) as Plan }], { title: 'Plan' });
      return performance.now() - started;
    }),
  );
}
