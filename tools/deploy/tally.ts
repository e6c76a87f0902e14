import { Changes, Outputs, TerraformEvent } from '../terraform/events';

/** Actions that change something; reading and doing nothing are not among them. */
const CHANGING = new Set(['create', 'update', 'delete']);

interface Planned {
  readonly type: string;
  readonly action: string;
  done: boolean;
}

/** Counts along with the events of one `terraform apply` or `terraform destroy`. */
export class Tally {
  /** Changes that the plan announced; a replacement counts twice. Undefined until the plan is complete. */
  total: number | undefined;
  /** How many of them are done. */
  done = 0;
  /** What was really added, changed and destroyed. */
  changes: Changes = { add: 0, change: 0, remove: 0 };
  outputs: Outputs['outputs'] = {};
  readonly #planned = new Map<string, Planned>();
  readonly #addresses = new Set<string>();

  /** Managed resources in the state, as far as the events tell. */
  get resources(): number {
    return this.#addresses.size;
  }

  /** Whether everything that was planned is done, but for resources of these types. */
  isDoneBut(types: ReadonlySet<string>): boolean {
    return (
      this.total !== undefined &&
      [...this.#planned.values()].every(({ done, type }) => done || types.has(type))
    );
  }

  accept(event: TerraformEvent): void {
    switch (event.type) {
      case 'planned_change': {
        const { resource, action } = event.change;
        if (CHANGING.has(action) || action === 'replace') {
          this.#planned.set(resource.addr, { type: resource.resource_type, action, done: false });
        }
        break;
      }
      case 'change_summary':
        if (event.changes.operation === 'plan') {
          const { add, change, remove } = event.changes;
          this.total = add + change + remove;
        } else {
          this.changes = event.changes;
        }
        break;
      case 'refresh_start':
        this.#addresses.add(event.hook.resource.addr);
        break;
      case 'apply_complete':
        this.#complete(event.hook.resource.addr, event.hook.action ?? '');
        break;
      case 'outputs':
        this.outputs = event.outputs;
        break;
      case 'apply_start':
      case 'apply_errored':
      case 'diagnostic':
    }
  }

  #complete(address: string, action: string): void {
    if (!CHANGING.has(action)) return;
    this.done += 1;
    const planned = this.#planned.get(address);
    // A replacement is done when the new one stands, whether the old one goes before or after it.
    if (planned?.action === 'replace' && action === 'delete') return;
    if (planned !== undefined) planned.done = true;
    if (action === 'delete') this.#addresses.delete(address);
    else this.#addresses.add(address);
  }
}
