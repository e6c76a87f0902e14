import { parseLine } from '../../../tools/terraform/events';
import { recordedLines } from '../recorded/read';

describe('parseLine', () => {
  it('gives people the message and the tools the event', () => {
    const parsed = recordedLines('create').map(parseLine);
    expect(parsed[0]).toEqual({ text: 'Terraform 1.11.4' });
    expect(parsed.map(({ event }) => event?.type)).toContain('outputs');
    expect(parsed.map(({ text }) => text)).toContain(
      'Apply complete! Resources: 3 added, 0 changed, 0 destroyed.',
    );
  });

  it.each([
    '',
    'Successfully configured the backend "s3"!',
    'null',
    '7',
    '"text"',
    '{"type":"outputs"}',
    '{',
  ])('takes what is no event as text: %j', (line) => {
    expect(parseLine(line)).toEqual({ text: line });
  });

  it('shows a diagnostic with summary, place and detail, as Terraform does', () => {
    expect(recordedLines('invalid').map((line) => parseLine(line).text)).toContain(
      [
        'Error: Extraneous JSON object property',
        '  on cdk.tf.json line 1, in resource.aws_sns_topic.t',
        '',
        'No argument or block type is named "nme". Did you mean "name"?',
      ].join('\n'),
    );
  });

  it('shows the address of the resource', () => {
    const diagnostic = {
      severity: 'error',
      summary: 'creating topic: no',
      detail: '',
      address: 'aws_sns_topic.t',
    };
    const line = JSON.stringify({ '@message': 'Error: creating topic: no', type: 'diagnostic', diagnostic });
    expect(parseLine(line).text).toBe('Error: creating topic: no\n  with aws_sns_topic.t');
  });
});
