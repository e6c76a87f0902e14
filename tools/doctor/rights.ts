import {
  ContextEntry,
  EvaluationResult,
  GetRoleCommand,
  IAMClient,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import { Check, failed, note, ok } from './check';
import { Place } from './place';
import { planCalls } from './plan-calls';

/**
 * Rights of who is calling, as IAM simulates them. Policies of resources and of the organization are not in it, nor rights
 * that a policy gives for named resources alone: the roles of CI have none of those.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const rightsCheck = (place: Place): Check => ({
  subject: 'Rights to plan',
  ask: async () => {
    const { arn, account } = await place.caller;
    const iam = new IAMClient(place.client);
    const principal = await principalOf(iam, arn);
    if (principal === undefined)
      return note(`not judged: ${arn} is not a role or user of IAM, so IAM simulates nothing`);
    const results: EvaluationResult[] = [];
    const { environment, account: owner } = place;
    const scope = {
      environment: environment.name,
      account,
      region: environment.region,
      stateBucket: owner.stateBucket,
      rolePath: owner.settings.rolePath,
    };
    for (const { actions, resource, through } of planCalls(scope)) {
      const asked = {
        PolicySourceArn: principal,
        ActionNames: [...actions],
        ResourceArns: [resource],
        ContextEntries: through === undefined ? [] : [viaService(through)],
      };
      const pages = paginateSimulatePrincipalPolicy({ client: iam }, asked);
      for await (const { EvaluationResults = [] } of pages) results.push(...EvaluationResults);
    }
    const denied = results.filter(({ EvalDecision }) => EvalDecision !== 'allowed');
    if (denied.length === 0) return ok(`${principal} may make all ${results.length} calls of a plan`);
    const names = denied.map(
      ({ EvalActionName, EvalResourceName }) =>
        `${EvalActionName ?? ''}${EvalResourceName === '*' ? '' : ` on ${EvalResourceName ?? ''}`}`,
    );
    const more = names.length > 5 ? `, and ${names.length - 5} more` : '';
    return failed(
      `${principal} may not ${names.slice(0, 5).join(', ')}${more}: docs/runbooks/ci-identity.md has what a plan takes`,
    );
  },
});

/** The role or user whose policies count. An assumed role is known by its session, without its path. */
async function principalOf(iam: IAMClient, arn: string): Promise<string | undefined> {
  if (/^arn:aws:iam::\d+:user\//.test(arn)) return arn;
  const [, RoleName] = /^arn:aws:sts::\d+:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (RoleName === undefined) return undefined;
  return (await iam.send(new GetRoleCommand({ RoleName }))).Role?.Arn;
}

const viaService = (service: string): ContextEntry => ({
  ContextKeyName: 'kms:ViaService',
  ContextKeyValues: [service],
  ContextKeyType: 'string',
});
