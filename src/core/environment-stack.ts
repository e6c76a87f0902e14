import { TerraformRemoteState, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from './base-stack';
import { Contract, Fields, outputsFrom, Published, publishOutputs, Values } from './contract';
import { boundaryArn, workloadPath } from '../lib/ci-names';
import { StatePlace } from '../lib/state-place';
import { rolesBelow } from './role-path';
import { keepState, readState } from './state';
import { NAME_PREFIX } from '../lib/name-prefix';

export interface EnvironmentStackProps {
  /** Name of the environment, such as `dev`. */
  readonly environment: string;
  readonly region: string;
  /** The only account that the stack may touch, 12 digits. @default any account the credentials belong to */
  readonly account?: string;
  /** Place of the states of the environment's stacks. */
  readonly state: StatePlace;
  /** IAM path below which the account's roles lie. @default '/petclinic/' */
  readonly rolePath?: string;
  /** ARN of the boundary of every role, where the account has one. @default the environment's own */
  readonly boundary?: string | undefined;
  /** Tags of every resource, besides the project's own. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** One stack of one environment: its id is `<environment>-<name>`, its state lies where the environment keeps states. */
export abstract class EnvironmentStack extends BaseStack {
  readonly environment: string;
  readonly #name: string;
  readonly #state: StatePlace;
  readonly #read = new Map<string, TerraformRemoteState>();

  constructor(scope: Construct, name: string, props: EnvironmentStackProps) {
    super(scope, `${props.environment}-${name}`, {
      region: props.region,
      account: props.account,
      tags: {
        ...props.tags,
        Project: NAME_PREFIX,
        Environment: props.environment,
        Stack: name,
        ManagedBy: 'terraform',
      },
    });
    this.environment = props.environment;
    this.#name = name;
    this.#state = props.state;
    keepState(this, props.state, props.environment, name);
    // The role that applies the environment may make no other.
    rolesBelow(
      this,
      workloadPath(this.environment, props.rolePath),
      props.boundary ?? boundaryArn(this.environment, this.accountId, props.rolePath),
    );
  }

  /** Publishes the contract of this stack. */
  protected publish<F extends Fields>(contract: Contract<F>, values: Published<F>): void {
    publishOutputs(this, contract, values);
  }

  /**
   * Reads the contract of an earlier stack of the same environment, and orders this one behind it.
   *
   * @throws when no such stack was made before this one
   */
  protected read<F extends Fields>(contract: Contract<F>): Values<F> {
    const producerId = `${this.environment}-${contract.stack}`;
    const producer = this.node.scope?.node.tryFindChild(producerId);
    if (!TerraformStack.isStack(producer)) {
      throw new Error(
        `${this.node.id} reads the contract of ${producerId}, which is not a stack made before it (${this.#name} comes too early in src/stacks/petclinic.ts).`,
      );
    }
    this.addDependency(producer);
    const state =
      this.#read.get(contract.stack) ?? readState(this, this.#state, this.environment, contract.stack);
    this.#read.set(contract.stack, state);
    return outputsFrom(state, contract);
  }
}
