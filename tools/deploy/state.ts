import { ToolError } from '../support/project';
import { adviceOn } from './advice';
import { Session } from './session';
import { findStack, terraform } from './terraform';

/** A managed resource as a state holds it. */
export interface StateResource {
  /** Terraform address, such as `aws_lb.load-balancer_load-balancer`. */
  readonly address: string;
  readonly type: string;
  /** Every attribute, secret ones too: not for showing. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The part of a state that the tools read. */
interface State {
  readonly resources?: readonly {
    readonly module?: string;
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly (Pick<StateResource, 'attributes'> & {
      readonly index_key?: string | number;
    })[];
  }[];
}

/** The managed resources of a state in Terraform's own format. A stack that was never applied has an empty text. */
export function resourcesIn(text: string): StateResource[] {
  const { resources = [] } = JSON.parse(text.trim() || '{}') as State;
  return resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ module, type, name, instances }) =>
      instances.map(({ index_key: key, attributes }) => ({
        address: `${module === undefined ? '' : `${module}.`}${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`,
        type,
        attributes,
      })),
    );
}

/**
 * The state of a stack in Terraform's own format; empty for one that was never applied.
 *
 * @param stack such as `dev-network`
 * @throws ToolError with Terraform's words when it cannot be read; StackFailure when init fails
 */
export async function pullState(session: Session, stack: string): Promise<string> {
  const { exitCode, stdout, stderr } = await terraform(session, stack, ['state', 'pull', '-no-color']);
  if (exitCode === 0) return stdout;
  const said = stderr.trim() || `terraform state pull ended with ${exitCode}.`;
  const advice = adviceOn(stderr, findStack(session, stack), session.home) ?? [];
  throw new ToolError(
    [`The state of ${stack} cannot be read. Terraform says:`, said, advice].flat().join('\n\n'),
  );
}

/** Resources in the state of a stack, as {@link pullState} reads it. */
export const deployedResources = async (session: Session, stack: string): Promise<StateResource[]> =>
  resourcesIn(await pullState(session, stack));
