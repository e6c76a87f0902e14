import { Changes, ChangeSummary, Outputs, TerraformEvent } from '../terraform/events';

/** Actions that change something; reading and doing nothing are not among them. */
const CHANGING = new Set(['create', 'update', 'delete']);

/** Counts along with the events of one or several runs of `terraform apply` or `terraform destroy`. */
export class Tally {
  /** Changes that the plan announced; a replacement counts twice. Undefined until the plan is complete. */
  total: number | undefined;
  /** Number of announced changes that are done. */
  done = 0;
  /** Resources that the runs added, changed and destroyed, as Terraform sums them up. */
  changes: Changes = { add: 0, change: 0, remove: 0 };
  outputs: Outputs['outputs'] = {};
  readonly #addresses = new Set<string>();
  readonly #replaced = new Set<string>();

  /** Managed resources in the state, as far as the events tell. */
  get resources(): number {
    return this.#addresses.size;
  }

  accept(event: TerraformEvent): void {
    switch (event.type) {
      case 'planned_change':
        if (event.change.action === 'replace') this.#replaced.add(event.change.resource.addr);
        break;
      case 'change_summary':
        this.#sumUp(event.changes);
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
      default:
    }
  }

  #sumUp({ operation, add, change, remove }: ChangeSummary['changes']): void {
    const { add: added, change: changed, remove: removed } = this.changes;
    if (operation === 'plan') this.total = (this.total ?? 0) + add + change + remove;
    else this.changes = { add: added + add, change: changed + change, remove: removed + remove };
  }

  #complete(address: string, action: string): void {
    if (!CHANGING.has(action)) return;
    this.done += 1;
    // The old one of a replacement may go before the new one comes, or after.
    if (action === 'delete' && !this.#replaced.has(address)) this.#addresses.delete(address);
    else this.#addresses.add(address);
  }
}
