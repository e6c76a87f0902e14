import { environmentOf, Estate, Resource } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { findingsAt, Rule } from '../../rule';
import { rolePolicies, variablesOf } from '../../support/functions';
import { actionsOf, demanded, isAllow, resourcesOf } from '../../support/statements';

const KEY = 'bedrock:InferenceProfileArn';

export const rule: Rule = {
  reason:
    'Each model has its price: a role that may ask others, or ask past its tagged profile, lets a mistake spend unseen, and one that may not ask its own in the region that the profile leads to answers nothing.',
  source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_lambda_function'), (lambda) => {
      const profiles = profilesOf(estate, lambda);
      const statements = rolePolicies(estate, lambda)
        .flatMap((policy) => policy.statements)
        .filter((statement) => isAllow(statement) && asksModels(statement));
      const allows = (resource: string, profile?: string): boolean =>
        statements.some(
          (statement) =>
            resourcesOf(statement).includes(resource) &&
            (profile === undefined || demanded(statement, KEY).includes(profile)),
        );
      return [
        ...profiles.flatMap(({ arn, model }) => [
          ...(arn === undefined
            ? ['a parameter of it names no inference profile, or that of the other kind of model']
            : []),
          ...(arn === undefined || allows(arn) ? [] : [`its role may not ask ${arn}`]),
          ...(arn === undefined || allows(model, arn)
            ? []
            : [`its role may not ask ${model} through ${arn}`]),
        ]),
        ...statements
          .flatMap((statement) => resourcesOf(statement).map((resource) => ({ statement, resource })))
          .filter(
            ({ statement, resource }) =>
              !profiles.some(
                ({ arn, model }) =>
                  arn === resource || (model === resource && demanded(statement, KEY).includes(arn ?? '')),
              ),
          )
          .map(({ resource }) => `its role may ask ${resource}, past the profiles that its parameters name`),
      ];
    }),
};

const asksModels = (statement: PolicyStatement): boolean =>
  actionsOf(statement).some((action) => action.startsWith('bedrock:'));

/** The profiles that the parameters hold which a function is told of, and the model behind each. */
const profilesOf = (estate: Estate, lambda: Resource): { arn: string | undefined; model: string }[] =>
  Object.entries(variablesOf(lambda))
    .filter(([variable]) => variable.endsWith('MODEL_ID_PARAMETER'))
    .map(([variable, name]) => {
      const parameter = estate
        .ofType('aws_ssm_parameter')
        .find(
          (candidate) =>
            environmentOf(candidate) === environmentOf(lambda) && estate.text(candidate, 'name') === name,
        );
      const profile = parameter && estate.target(parameter, parameter.body['value']);
      const isOther =
        JSON.stringify(profile?.body['model_source'] ?? '').includes('embed') !== variable.includes('EMBED');
      if (parameter === undefined || profile?.type !== 'aws_bedrock_inference_profile' || isOther) {
        return { arn: undefined, model: '' };
      }
      return { arn: estate.text(parameter, 'value'), model: modelBehind(estate, profile) };
    });

/** The ARNs of its model: in one region, or in whichever a system-defined profile leads to. */
function modelBehind(estate: Estate, profile: Resource): string {
  const source = JSON.stringify(profile.body['model_source']);
  const [, kind, id] =
    /:(foundation-model|inference-profile)\/(?:(?:apac|au|ca|eu|global|jp|us|us-gov)\.)?([^"]+)"/.exec(
      source,
    ) ?? [];
  const region = kind === 'foundation-model' ? estate.region(profile) : '*';
  return `arn:aws:bedrock:${region}::foundation-model/${id ?? ''}`;
}
