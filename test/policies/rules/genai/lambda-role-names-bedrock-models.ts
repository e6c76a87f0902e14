import { environmentOf, Estate, Resource } from '../../../support/estate';
import { PolicyStatement } from '../../../support/policy-documents';
import { findingsAt, Rule } from '../../rule';
import { findingsInAllows } from '../../support/documents';
import { rolePolicies, variablesOf } from '../../support/functions';
import { actionsOf, isAllow, resourcesOf } from '../../support/statements';

export const rule: Rule = {
  reason:
    'Each model has its price: a role that may ask others lets a mistake spend on them, and one that may not ask its own answers nothing.',
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html',
  check: (estate) => [
    ...findingsInAllows(estate, ['identity'], (statement, { resource }) => {
      const own = estate
        .ofType('aws_lambda_function')
        .filter((lambda) => rolePolicies(estate, lambda).some((policy) => policy.resource === resource))
        .flatMap((lambda) => modelArns(estate, lambda));
      return modelsIn(statement)
        .filter((arn) => !own.includes(arn))
        .map((arn) => `${arn} is not a model that a parameter of its function names`);
    }),
    ...findingsAt(estate.ofType('aws_lambda_function'), (lambda) => {
      const statements = rolePolicies(estate, lambda).flatMap((policy) => policy.statements);
      const allowed = statements.filter(isAllow).flatMap(modelsIn);
      return modelArns(estate, lambda)
        .filter((arn) => !allowed.includes(arn))
        .map((arn) => `its role may not ask ${arn}, which a parameter names`);
    }),
  ],
};

const modelsIn = (statement: PolicyStatement): string[] =>
  actionsOf(statement).some((action) => action.startsWith('bedrock:')) ? resourcesOf(statement) : [];

/** The models that the parameters hold which a function is told of. */
const modelArns = (estate: Estate, lambda: Resource): string[] =>
  Object.entries(variablesOf(lambda))
    .filter(([variable]) => variable.endsWith('MODEL_ID_PARAMETER'))
    .map(([, name]) => {
      const parameter = estate
        .ofType('aws_ssm_parameter')
        .find(
          (candidate) =>
            environmentOf(candidate) === environmentOf(lambda) && estate.text(candidate, 'name') === name,
        );
      const id = parameter === undefined ? `no value of ${String(name)}` : estate.text(parameter, 'value');
      return `arn:aws:bedrock:${estate.region(lambda)}::foundation-model/${id ?? ''}`;
    });
