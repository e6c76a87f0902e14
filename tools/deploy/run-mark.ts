import { startTime } from '../setup/lock.cjs';

/** What Terraform, its S3 backend and its AWS provider append to the User-Agent of every call. */
export const USER_AGENT_VARIABLE = 'TF_APPEND_USER_AGENT';

/** This process, so that another one that gets the same id is not taken for it. */
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

/** What the mark says, where the text has one. */
export function readMark(text: string): { stack: string; command: string } | undefined {
  const [, stack, command] = /(?:^|\s)petclinic-run\/([a-z\d-]+)\.(\d+\.\d*)(?:\s|$)/.exec(text) ?? [];
  return stack === undefined || command === undefined ? undefined : { stack, command };
}
