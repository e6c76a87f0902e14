import { join } from 'node:path';
import { RunReport } from '../../../tools/deploy/run-report';
import { StackFailure } from '../../../tools/deploy/stack-failure';
import { describeFailures } from '../../../tools/emulator/failures';
import { ToolError } from '../../../tools/support/project';
import { Diagnostic } from '../../../tools/terraform/events';
import { recordedEvents } from '../recorded/read';

const stack = {
  name: 'dev-two',
  directory: join(process.cwd(), 'cdktf.out/stacks/dev-two'),
  dependencies: [],
};

function describeFailure(error: unknown): string {
  const report: RunReport = {
    succeeded: false,
    stacks: [],
    failures: [{ stack: 'dev-two', error }],
    interrupted: [],
    notStarted: [],
  };
  return describeFailures(report);
}

function failureWith(errors: readonly Diagnostic[], text = ''): StackFailure {
  return new StackFailure(
    'terraform apply',
    stack,
    { errors, text },
    join(process.cwd(), '.emulator/logs/dev-two.log'),
  );
}

function diagnostics(name: string): Diagnostic[] {
  return recordedEvents(name).flatMap((event) => (event.type === 'diagnostic' ? event.diagnostic : []));
}

it('shows the stack, what Terraform said, and where there is more', () => {
  expect(describeFailure(failureWith(diagnostics('invalid')))).toBe(
    [
      'dev-two: terraform apply failed. Terraform says:',
      '',
      'Error: Extraneous JSON object property',
      '  on cdk.tf.json line 1, in resource.aws_sns_topic.t',
      '',
      'No argument or block type is named "nme". Did you mean "name"?',
      '',
      'More in .emulator/logs/dev-two.log',
    ].join('\n'),
  );
});

it('shows what Terraform printed when it gave no diagnostic', () => {
  expect(describeFailure(failureWith([], 'panic: oh'))).toContain('panic: oh');
});

it('tells who holds a lock, and how it is released', () => {
  expect(describeFailure(failureWith(diagnostics('locked')))).toMatch(
    /alice@laptop has held the lock of dev-two[^]*\n {2}terraform -chdir=cdktf\.out\/stacks\/dev-two force-unlock [0-9a-f-]{36}\n\n[^]*\n\nMore in/,
  );
});

it('shows no stack trace for what a person can mend, and one for a fault of the tools', () => {
  expect(describeFailure(new ToolError('Do this.'))).toBe('dev-two: Do this.');
  expect(describeFailure(new Error('fault'))).toContain('failures.test.ts');
});
