import { startTime } from '../setup/lock.cjs';

/** Variable with text that Terraform, its S3 backend and its AWS provider append to the User-Agent of every call. */
export const USER_AGENT_VARIABLE = 'TF_APPEND_USER_AGENT';

/** Identity of this process, `<process>.<its start>`: the start tells it from a later process with the same id. */
export const thisCommand = `${process.pid}.${startTime(process.pid)}`;

/**
 * The environment of a run of Terraform on a stack, with the mark `petclinic-run/<stack>.<process>.<its start>`. By it a
 * process that is still there is known for that of a run that was killed. In AWS, CloudTrail shows it.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#custom-user-agent-information
 */
export function marked(env: NodeJS.ProcessEnv, stack: string): NodeJS.ProcessEnv {
  const given = env[USER_AGENT_VARIABLE];
  const mark = `petclinic-run/${stack}.${thisCommand}`;
  return { ...env, [USER_AGENT_VARIABLE]: given ? `${given} ${mark}` : mark };
}

/** Reads the stack and the command from the mark of {@link marked}; undefined where the text has none. */
export function readMark(text: string): { stack: string; command: string } | undefined {
  const [, stack, command] = /(?:^|\s)petclinic-run\/([a-z\d-]+)\.(\d+\.\d*)(?:\s|$)/.exec(text) ?? [];
  return stack === undefined || command === undefined ? undefined : { stack, command };
}
