import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { STATE_BACKEND } from '../../../tools/deploy/graph';
import { resourcesIn } from '../../../tools/deploy/state';
import { Clients, REGION } from '../../e2e/world';
import { uncheckedLockFile } from '../../support/lock-file';

type Section = Record<string, unknown>;

const BUCKET = 'states-of-the-test';
const keyOf = (stack: string): string => `${stack}.tfstate`;
const backend = (stack: string): Section => ({
  bucket: BUCKET,
  key: keyOf(stack),
  region: REGION,
  use_lockfile: true,
});

/** A resource of Terraform's own: without the AWS provider, which takes 3 s to load, a command takes a tenth of one. */
export const data = (input: string): Section => ({ terraform_data: { it: { input } } });

/** Stacks as synthesis would write them, with states in a bucket. */
export class Project {
  constructor(
    readonly outDir: string,
    readonly aws: Clients,
  ) {}

  /** @param dependencies of each stack, by name */
  async create(dependencies: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const entry = (name: string, before: readonly string[]): Section => ({
      name,
      workingDirectory: `stacks/${name}`,
      dependencies: before,
    });
    const stacks = Object.entries(dependencies).map(([name, before]) => [name, entry(name, before)]);
    const all = { ...(Object.fromEntries(stacks) as Section), [STATE_BACKEND]: entry(STATE_BACKEND, []) };
    mkdirSync(this.outDir, { recursive: true });
    writeFileSync(join(this.outDir, 'manifest.json'), JSON.stringify({ stacks: all }));
    await this.aws.s3.send(
      new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
  }

  /** Writes a stack without a provider. */
  write(stack: string, content: Section): void {
    const directory = join(this.outDir, 'stacks', stack);
    mkdirSync(directory, { recursive: true });
    const configuration = { terraform: { backend: { s3: backend(stack) } }, ...content };
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(configuration));
    writeFileSync(join(directory, '.terraform.lock.hcl'), '');
  }

  /** Writes a stack of AWS's resources. */
  writeAws(stack: string, resource: Section): void {
    const required_providers = { aws: { source: 'hashicorp/aws', version: '5.100.0' } };
    const terraform = { required_providers, backend: { s3: backend(stack) } };
    this.write(stack, { terraform, provider: { aws: [{ region: REGION }] }, resource });
    writeFileSync(join(this.outDir, 'stacks', stack, '.terraform.lock.hcl'), uncheckedLockFile());
  }

  /** Data source with which a stack reads the outputs of another. */
  reading = (stack: string): Section => ({
    terraform_remote_state: { it: { backend: 's3', config: { ...backend(stack), use_lockfile: undefined } } },
  });

  async state(stack: string): Promise<string> {
    const { Body } = await this.aws.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: keyOf(stack) }));
    return (await Body?.transformToString()) ?? '';
  }

  /** The input of {@link data} as it was last applied; undefined before that. */
  async applied(stack: string): Promise<unknown> {
    const state = await this.state(stack).catch(() => '{}');
    const it = resourcesIn(state).find(({ address }) => address === 'terraform_data.it');
    return (it?.attributes['output'] as { value: unknown } | undefined)?.value;
  }

  /**
   * Holds the lock of a stack, as somebody else's Terraform would.
   *
   * @returns what releases it
   */
  async lock(stack: string): Promise<() => Promise<unknown>> {
    const file = { Bucket: BUCKET, Key: `${keyOf(stack)}.tflock` };
    const holder = {
      ID: 'b5b2',
      Operation: 'OperationTypeApply',
      Who: 'somebody@elsewhere',
      Created: '2026-01-02T03:04:05Z',
    };
    await this.aws.s3.send(new PutObjectCommand({ ...file, Body: JSON.stringify(holder) }));
    return () => this.aws.s3.send(new DeleteObjectCommand(file));
  }

  async putState(stack: string, text: string): Promise<void> {
    await this.aws.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: keyOf(stack), Body: text }));
  }
}

/** The state as somebody else's apply would leave it. */
export function movedState(text: string): string {
  const state = JSON.parse(text) as { serial: number };
  return JSON.stringify({ ...state, serial: state.serial + 1 });
}
