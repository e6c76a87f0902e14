import { Body, Estate, estateOf } from '../support/estate';
import { manifestOf } from '../support/output-folder';
import { synthesize } from '../support/synthesis';
import { contractProblems } from './contracts';
import { sampleEnvironments } from '../support/sample-estate';

/** The problems of what was synthesized there, and how many states it reads. */
function held(outdir: string) {
  const estate = estateOf(outdir);
  const dependencies = Object.entries(manifestOf(outdir)).map(([name, stack]) => [name, stack.dependencies]);
  const states = Object.values(estate.stacks).flatMap(({ data }) =>
    Object.keys(data?.['terraform_remote_state'] ?? {}),
  );
  return {
    problems: contractProblems(estate, Object.fromEntries(dependencies) as Record<string, string[]>),
    states: states.length,
  };
}

test.each([
  ['in the state bucket', {}],
  ['in HCP Terraform', { backend: { type: 'cloud', organization: 'petclinic', project: 'clinic' } as const }],
])('what a stack reads is published by a stack that is applied before it, %s', (_, change) => {
  const environments = sampleEnvironments().map((environment) => ({ ...environment, ...change }));
  const { problems, states } = held(synthesize({ environments }));
  expect(problems).toEqual([]);
  expect(states).toBeGreaterThan(0);
});

describe('a contract', () => {
  const state = { bucket: 'states', key: 'petclinic/dev/security.tfstate', region: 'us-west-2' };
  const topic = 'dev-network/aws_cloudwatch_metric_alarm.nat';
  const problems = (
    { output = 'topic_arn', config = state }: { output?: string; config?: Body },
    dependencies: Record<string, string[]> = { 'dev-network': ['dev-security'] },
  ) =>
    contractProblems(
      new Estate({
        'dev-security': {
          terraform: { backend: { s3: { ...state, encrypt: true } } },
          output: { topic_arn: { value: '' }, key_arns: { value: { data: '' } } },
        },
        'dev-network': {
          data: { terraform_remote_state: { security: { backend: 's3', config } } },
          resource: {
            aws_cloudwatch_metric_alarm: {
              nat: { alarm_actions: [`\${data.terraform_remote_state.security.outputs.${output}}`] },
            },
          },
        },
      }),
      dependencies,
    ).map(({ address }) => address);

  test('that is published earlier, directly or not, complies', () => {
    expect(problems({})).toEqual([]);
    expect(problems({}, { 'dev-network': ['dev-data'], 'dev-data': ['dev-security'] })).toEqual([]);
  });

  test('that is not published is found, also where it is an entry of a map', () => {
    expect(problems({ output: 'topic' })).toEqual([topic]);
    expect(problems({ output: 'key_arns.logs' })).toEqual([topic]);
    expect(problems({ output: 'key_arns.data' })).toEqual([]);
  });

  test('of a stack that is not applied before is found', () => {
    expect(problems({}, {})).toEqual(['dev-network/data.terraform_remote_state.security']);
  });

  test.each([
    [{ key: 'petclinic/prod/security.tfstate' }],
    [{ bucket: 'others' }],
    [{ region: 'us-east-1' }],
  ])('that is read from %j is found', (elsewhere) => {
    expect(problems({ config: { ...state, ...elsewhere } })).toEqual([
      'dev-network/data.terraform_remote_state.security',
    ]);
  });
});
