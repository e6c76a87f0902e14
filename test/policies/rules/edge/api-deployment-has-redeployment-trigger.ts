import { definitionOf } from '../../../../src/constructs/edge/api-definition';
import { blocks, Estate, Resource } from '../../../support/estate';
import { findingsAt, Rule, unless } from '../../rule';
import { dependsOn } from '../../support/functions';

/** Types of which a deployment takes a copy. */
const PARTS = [
  'aws_api_gateway_gateway_response',
  'aws_api_gateway_integration',
  'aws_api_gateway_integration_response',
  'aws_api_gateway_method',
  'aws_api_gateway_method_response',
  'aws_api_gateway_resource',
];

export const rule: Rule = {
  reason:
    'A deployment is a copy: what its trigger does not know stays as it was yesterday, and what is not there yet is not in it. The new one has to be there before the stage lets the old one go.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_api_gateway_deployment'), (deployment) => [
      ...problemsOf(estate, deployment),
      ...unless(
        blocks(deployment.body, 'lifecycle')[0]?.['create_before_destroy'] === true,
        'it goes before the next one is there',
      ),
    ]),
};

function problemsOf(estate: Estate, deployment: Resource): string[] {
  const api = estate.target(deployment, deployment.body['rest_api_id']);
  if (api === undefined) return ['it is of no API of ours'];
  const parts = estate.referringTo(api, 'rest_api_id', ...PARTS);
  const known = [api, ...parts].map(({ type, name, body }) => [`${type}.${name}`, body]);
  return [
    ...unless(
      blocks(deployment.body, 'triggers')[0]?.['definition'] ===
        definitionOf(Object.fromEntries(known) as Record<string, Record<string, unknown>>),
      'its trigger does not know all of its API',
    ),
    ...parts
      .filter((part) => !dependsOn(deployment, part))
      .map(({ address }) => `${address} may come after it`),
  ];
}
