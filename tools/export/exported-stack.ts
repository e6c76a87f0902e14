import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../src/core/lambda-sources';
import { readStacks, Stack, stacksOf } from '../deploy/graph';
import { purposeOf } from './purposes';

/** Where the state of a stack lies. */
export type StateHome =
  | {
      readonly type: 's3';
      readonly bucket: string;
      readonly key: string;
      readonly region: string;
      readonly dynamodb_table: string;
      readonly kms_key_id: string;
    }
  | {
      readonly type: 'cloud';
      readonly organization: string;
      readonly project: string;
      readonly workspace: string;
    }
  /** `path` is seen from the stack's folder. */
  | { readonly type: 'local'; readonly path: string };

export interface ExportedFile {
  /** Its path below the stack's folder, with slashes. */
  readonly path: string;
  readonly content: Buffer;
}

/** A synthesized stack with all that its folder needs. */
export interface ExportedStack {
  /** Such as `dev-network`. */
  readonly name: string;
  readonly purpose: string;
  /** Names of the stacks that are applied before it, in order. */
  readonly after: readonly string[];
  /** Such as `>= 1.11.0`. */
  readonly terraformVersion: string;
  readonly region: string;
  /** The only account that it takes credentials of; undefined when it takes any. */
  readonly account: string | undefined;
  readonly state: StateHome;
  /** Terraform JSON, dependency lock and assets, sorted by path. */
  readonly files: readonly ExportedFile[];
}

/** The part of a stack's `cdk.tf.json` that a reader of its folder is told. */
interface Configuration {
  readonly terraform: {
    readonly required_version: string;
    readonly backend?: {
      readonly s3?: Omit<StateHome & { type: 's3' }, 'type'>;
      readonly local?: { readonly path: string };
    };
    readonly cloud?: {
      readonly organization: string;
      readonly workspaces: { readonly name: string; readonly project: string };
    };
  };
  readonly provider: {
    readonly aws: readonly [{ readonly region: string; readonly allowed_account_ids?: readonly string[] }];
  };
}

/**
 * The stacks of an environment with the state backend, in the order in which they are applied.
 *
 * @param outDir the output folder of a synthesis that nobody ran Terraform in
 * @throws ToolError that lists the environments when there is no such one
 */
export function exportedStacks(outDir: string, environment: string): ExportedStack[] {
  const stacks = stacksOf(environment, readStacks(outDir));
  const order = stacks.map(({ name }) => name);
  return stacks.map((stack) => ({
    ...describe(stack),
    purpose: purposeOf(stack.name, environment),
    after: order.filter((name) => stack.dependencies.includes(name)),
  }));
}

function describe({ name, directory }: Stack): Omit<ExportedStack, 'purpose' | 'after'> {
  const text = readFileSync(join(directory, 'cdk.tf.json'), 'utf8');
  const { terraform, provider } = JSON.parse(text) as Configuration;
  const [{ region, allowed_account_ids: accounts = [] }] = provider.aws;
  return {
    name,
    terraformVersion: terraform.required_version,
    region,
    account: accounts[0],
    state: stateHome(name, terraform),
    files: readFolder(directory, /./),
  };
}

/** @throws Error for a backend that no environment can have: a fault of ours */
function stateHome(stack: string, { backend, cloud }: Configuration['terraform']): StateHome {
  if (cloud !== undefined) {
    const { organization, workspaces } = cloud;
    return { type: 'cloud', organization, project: workspaces.project, workspace: workspaces.name };
  }
  if (backend?.s3 !== undefined) return { type: 's3', ...backend.s3 };
  if (backend?.local !== undefined) return { type: 'local', ...backend.local };
  throw new Error(`${stack} has a backend that an export cannot describe.`);
}
