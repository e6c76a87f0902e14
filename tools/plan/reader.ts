import { Change, ResourceChange } from './plan-json';
import { ReadChange, readOutput, readResource } from './resource';
import { SecretValues } from './secret-values';
import { StackPlan } from './stack-plan';

/**
 * The values of all plans of one report. They are read before anything is shown, since a value that one plan marks as
 * secret may stand unmarked in another.
 */
export class Reader {
  readonly secrets = new SecretValues();
  readonly #resources = new Map<ResourceChange, ReadChange>();
  readonly #outputs = new Map<Change, ReadChange>();

  constructor(stacks: readonly StackPlan[]) {
    for (const { plan } of stacks) {
      for (const resource of [...(plan?.resource_changes ?? []), ...(plan?.resource_drift ?? [])]) {
        this.#resources.set(resource, readResource(resource, this.secrets));
      }
      for (const [name, change] of Object.entries(plan?.output_changes ?? {})) {
        this.#outputs.set(change, readOutput(name, change, this.secrets));
      }
    }
  }

  resource = (resource: ResourceChange): ReadChange => this.#resources.get(resource) as ReadChange;
  output = (change: Change): ReadChange => this.#outputs.get(change) as ReadChange;
}
