import { ToolError } from '../support/project';

/**
 * The part that the tools read of `terraform show -json <plan file>`.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export interface Plan {
  readonly format_version: string;
  readonly resource_changes?: readonly ResourceChange[];
  /** Differences between AWS and the state, found before anything was planned. */
  readonly resource_drift?: readonly ResourceChange[];
  /** Attributes on which planned changes rest. */
  readonly relevant_attributes?: readonly { readonly resource: string; readonly attribute: Path }[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  /** The state, as it was found to be when the plan was made. */
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
  readonly checks?: readonly Check[];
  /** Changes that Terraform puts off to a later plan. */
  readonly deferred_changes?: readonly unknown[];
  /** True when planning failed before its end. */
  readonly errored?: boolean;
  /** True when nothing is left to do once the plan is applied. */
  readonly complete?: boolean;
  /** True when there is something to apply. */
  readonly applyable?: boolean;
}

/** Plan in which nothing changes, without the resources that stay as they are. */
export const UNCHANGED: Plan = { format_version: '1.2', applyable: false, complete: true, errored: false };

/** @see https://developer.hashicorp.com/terraform/internals/json-format#values-representation */
export interface StateModule {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

export interface StateResource {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Keys of objects and positions in lists, from the outside in. */
export type Path = readonly (string | number)[];

export interface ResourceChange {
  readonly address: string;
  /** Address in the state, when it differs. */
  readonly previous_address?: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  /** Names an old object that a replacement left behind, when the change is about that one. */
  readonly deposed?: string;
  readonly action_reason?: string;
  readonly change: Change;
}

export interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** True where a value is sensitive; a tree like `before`. */
  readonly before_sensitive?: unknown;
  /** Paths of the attributes that force a replacement. */
  readonly replace_paths?: readonly Path[];
  readonly importing?: { readonly id?: string };
}

export interface Check {
  readonly address: { readonly to_display: string };
  readonly status: string;
  readonly instances?: readonly {
    readonly problems?: readonly { readonly message: string }[];
  }[];
}

/**
 * The plan of `stack` that Terraform printed as JSON. Minor versions of the format only add to it.
 *
 * @throws ToolError when it is no JSON, no plan, or of a major version that may mean something else
 */
export function readPlan(stack: string, json: string): Plan {
  let plan: Partial<Plan> | null;
  try {
    plan = JSON.parse(json) as typeof plan;
  } catch (error) {
    throw new ToolError(`The plan of ${stack} is not JSON: ${(error as Error).message}.`);
  }
  const version = plan?.format_version;
  if (typeof version !== 'string') {
    throw new ToolError(
      `The plan of ${stack} has no format_version: is it what \`terraform show -json <plan file>\` prints?`,
    );
  }
  if (!/^1\.\d+$/.test(version)) {
    throw new ToolError(
      `The plan of ${stack} has the format ${JSON.stringify(version)}, and only 1.x is known here: plan with a Terraform 1.x.`,
    );
  }
  return plan as Plan;
}
