import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { App, TerraformStack, Testing, Token } from 'cdktf';
import { contract, text, textByKey, texts } from '../../src/core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../../src/core/environment-stack';
import { StatePlace } from '../../src/lib/state-place';
import { Configuration } from '../support/estate';

const bucket = { bucket: 'states', region: 'eu-west-1', lockTable: 'locks', kmsAlias: 'alias/states' };
const inBucket: StatePlace = { type: 's3', bucket };
const inCloud: StatePlace = { type: 'cloud', organization: 'clinic', project: 'petclinic' };
const props = (state: StatePlace): EnvironmentStackProps => ({
  environment: 'dev',
  region: 'us-west-2',
  state,
});

const topicContract = contract('topics', {
  alarmTopicArn: text('Where alarms go'),
  allTopicArns: texts('Every topic, by name'),
  topicArns: textByKey('Topics, by what they are about'),
});

class Topics extends EnvironmentStack {
  readonly topic = new SnsTopic(this, 'alarms');

  constructor(app: App, place: StatePlace) {
    super(app, 'topics', props(place));
    this.publish(topicContract, {
      alarmTopicArn: this.topic.arn,
      allTopicArns: [this.topic.arn],
      topicArns: { 'database-alarms': this.topic.arn },
    });
  }
}

class Readers extends EnvironmentStack {
  constructor(app: App, place: StatePlace) {
    super(app, 'readers', props(place));
    const { alarmTopicArn, allTopicArns, topicArns } = this.read(topicContract);
    new SnsTopic(this, 'copy', {
      displayName: alarmTopicArn,
      tags: { All: Token.asString(allTopicArns), Database: topicArns('database-alarms') },
    });
  }
}

function synthesized(stack: TerraformStack): Configuration & { terraform: Record<string, unknown> } {
  stack.prepareStack();
  return JSON.parse(Testing.synth(stack)) as ReturnType<typeof synthesized>;
}

describe('with the state bucket', () => {
  const app = new App();
  const producer = new Topics(app, inBucket);
  const consumer = new Readers(app, inBucket);

  test('a contract is published as outputs in snake_case with descriptions', () => {
    expect(synthesized(producer).output).toEqual({
      alarm_topic_arn: { description: 'Where alarms go', value: '${aws_sns_topic.alarms.arn}' },
      all_topic_arns: { description: 'Every topic, by name', value: ['${aws_sns_topic.alarms.arn}'] },
      topic_arns: {
        description: 'Topics, by what they are about',
        value: { 'database-alarms': '${aws_sns_topic.alarms.arn}' },
      },
    });
  });

  test('a contract is read from the state of the stack that publishes it, and orders the stacks', () => {
    const { data, resource } = synthesized(consumer);
    expect(data?.['terraform_remote_state']).toEqual({
      topics: {
        backend: 's3',
        config: { bucket: 'states', region: 'eu-west-1', key: 'petclinic/dev/topics.tfstate' },
      },
    });
    expect(resource?.['aws_sns_topic']?.['copy']).toMatchObject({
      display_name: '${data.terraform_remote_state.topics.outputs.alarm_topic_arn}',
      tags: {
        All: '${data.terraform_remote_state.topics.outputs.all_topic_arns}',
        Database: '${data.terraform_remote_state.topics.outputs.topic_arns.database-alarms}',
      },
    });
    expect(consumer.dependsOn(producer)).toBe(true);
  });
});

describe('with HCP Terraform', () => {
  const app = new App();
  new Topics(app, inCloud);
  const consumer = new Readers(app, inCloud);

  test('a contract is read from the workspace of the stack that publishes it', () => {
    expect(synthesized(consumer).data?.['terraform_remote_state']).toEqual({
      topics: {
        backend: 'remote',
        config: { organization: 'clinic', workspaces: { name: 'petclinic-dev-topics' } },
      },
    });
  });
});

test('two contracts of one stack are read from one state', () => {
  const app = new App();
  new Topics(app, inBucket);
  class Reader extends EnvironmentStack {
    constructor() {
      super(app, 'reader', props(inBucket));
      const { alarmTopicArn } = this.read(topicContract);
      const { allTopicArns } = this.read(contract('topics', { allTopicArns: texts('Every topic') }));
      new SnsTopic(this, 'copy', { displayName: alarmTopicArn, tags: { All: Token.asString(allTopicArns) } });
    }
  }
  const { data } = synthesized(new Reader());
  expect(Object.keys(data?.['terraform_remote_state'] ?? {})).toEqual(['topics']);
});

test('reading the contract of a stack that does not come earlier is refused', () => {
  expect(() => new Readers(new App(), inBucket)).toThrow(
    'dev-readers reads the contract of dev-topics, which is not a stack made before it',
  );
});

test('referring to another stack without a contract is refused', () => {
  const app = new App();
  const { topic } = new Topics(app, inBucket);
  class Trespasser extends EnvironmentStack {
    readonly copy = new SnsTopic(this, 'copy', { displayName: topic.arn });
  }
  const trespasser = new Trespasser(app, 'trespasser', props(inBucket));
  expect(() => {
    trespasser.toTerraform();
  }).toThrow(
    /dev-trespasser refers to aws_sns_topic.alarms of dev-topics directly. Publish it in the contract/,
  );
});

test('Terraform and the provider are pinned', () => {
  class Plain extends EnvironmentStack {}
  expect(synthesized(new Plain(new App(), 'plain', props(inBucket))).terraform).toMatchObject({
    required_version: '>= 1.11.0, != 1.15.0, != 1.15.1',
    required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } },
  });
});
