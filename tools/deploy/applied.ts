import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { filesBelow } from '../saved-plans/fingerprint';
import { readStackJson, Stack } from './graph';
import { clientOptions } from './client-options';
import { Session } from './session';
import { StackReport } from './stack';

/** The file in the emulator's folder that says what was last applied. */
export const APPLIED_FILE = 'applied.json';

/** Record of a stack as it was applied. */
interface AppliedStack {
  /** Hash of the stack's JSON and assets, of the outputs of the stacks it reads, and of its state. */
  readonly fingerprint: string;
  readonly resources: number;
  readonly outputs: StackReport['outputs'];
}

const digest = (...contents: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const each of contents) hash.update(createHash('sha256').update(each).digest());
  return hash.digest('hex');
};

/** Files that decide what a synthesized stack deploys: JSON, which names the provider's exact version, and assets. */
export const filesOf = ({ directory }: Stack): string[] => [
  join(directory, 'cdk.tf.json'),
  ...filesBelow(join(directory, 'assets')).sort(),
];

/** Tells which stacks are as they were last applied on the emulator of the session, so that they need no plan. */
export class Applied {
  readonly #s3: S3Client;
  readonly #file: string;
  /** Outputs of the stacks that are up to date, by name. */
  readonly #current = new Map<string, string>();

  constructor(readonly session: Session) {
    this.#s3 = new S3Client(clientOptions(session, 'S3'));
    this.#file = join(session.home, APPLIED_FILE);
  }

  /** The report on a stack with nothing to do; undefined when it has to be planned. */
  async unchanged(stack: Stack): Promise<StackReport | undefined> {
    const applied = this.#read()[stack.name];
    if (applied === undefined || applied.fingerprint !== (await this.#fingerprint(stack))) return undefined;
    const { resources, outputs } = applied;
    this.#current.set(stack.name, JSON.stringify(outputs));
    return { stack: stack.name, resources, outputs, changes: { add: 0, change: 0, remove: 0 }, seconds: 0 };
  }

  /**
   * Notes that a stack was applied. Those that read it need no plan while its outputs are as before, unless it replaced
   * something: a new cluster is without what others put into the old one, at the same name.
   */
  changed({ stack, outputs, changes }: StackReport): void {
    if (changes.add === 0 || changes.remove === 0) this.#current.set(stack, JSON.stringify(outputs));
  }

  /** Notes what the stacks are now, of all that came to their end, each behind those it reads. */
  async note(stacks: readonly Stack[], reports: readonly StackReport[]): Promise<void> {
    const all = this.#read();
    for (const { stack: name, outputs } of reports) this.#current.set(name, JSON.stringify(outputs));
    for (const stack of stacks) {
      const report = reports.find((each) => each.stack === stack.name);
      const fingerprint = report && (await this.#fingerprint(stack));
      if (report !== undefined && fingerprint !== undefined) {
        all[stack.name] = { fingerprint, resources: report.resources, outputs: report.outputs };
      }
    }
    writeFileSync(this.#file, JSON.stringify(all), { mode: 0o600 });
  }

  #read(): Record<string, AppliedStack> {
    if (!existsSync(this.#file)) return {};
    return JSON.parse(readFileSync(this.#file, 'utf8')) as Record<string, AppliedStack>;
  }

  /** Fingerprint of a stack; undefined without a state, and while a stack that it reads is not up to date. */
  async #fingerprint(stack: Stack): Promise<string | undefined> {
    const [state, upstream] = [
      await this.#state(stack),
      stack.dependencies.map((name) => this.#current.get(name)),
    ];
    if (state === undefined || upstream.includes(undefined)) return undefined;
    const contents = filesOf(stack).map((file) => readFileSync(file));
    return digest(state, this.session.terraform.version, ...contents, ...upstream.map((each) => each ?? ''));
  }

  /** Identifier of the current version of the stack's state, different from every other version's, whoever wrote it. */
  async #state(stack: Stack): Promise<string | undefined> {
    const { backend } = readStackJson(stack).terraform;
    if (backend?.s3 === undefined) {
      const file = join(this.session.home, `${stack.name}.tfstate`);
      return existsSync(file) ? digest(readFileSync(file)) : undefined;
    }
    try {
      const { bucket, key } = backend.s3;
      const { ETag, VersionId } = await this.#s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return `${ETag ?? ''} ${VersionId ?? ''}`;
    } catch {
      // There is none, or it cannot be read: Terraform will say what it is.
      return undefined;
    }
  }
}
