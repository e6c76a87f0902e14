import { Configuration, Resource } from './configuration';
import { id } from './nodes';

/** Edges of the requests to the API, and of the firewalls to what they guard. */
export function entrance(configuration: Configuration): string[] {
  return [
    ...configuration.ofType('aws_api_gateway_rest_api').map((api) => `internet -> ${id(api)} [label="443"];`),
    ...new Set(
      configuration.ofType('aws_api_gateway_integration').flatMap((one) => ways(configuration, one)),
    ),
    ...configuration
      .ofType('aws_wafv2_web_acl_association')
      .flatMap((association) => guards(configuration, association)),
  ];
}

function ways(configuration: Configuration, { stack, body }: Resource): string[] {
  const api = configuration.referredOfType(stack, body['rest_api_id'], 'aws_api_gateway_rest_api');
  const alias = configuration.referredOfType(stack, body['uri'], 'aws_lambda_alias');
  const target =
    alias === undefined
      ? configuration.referredOfType(stack, body['uri'], 'aws_lb')
      : configuration.referredOfType(alias.stack, alias.body['function_name'], 'aws_lambda_function');
  return api && target ? [`${id(api)} -> ${id(target)};`] : [];
}

function guards(configuration: Configuration, { stack, body }: Resource): string[] {
  const acl = configuration.referredOfType(stack, body['web_acl_arn'], 'aws_wafv2_web_acl');
  const [guarded] = configuration.referred(stack, body['resource_arn']);
  const drawn =
    guarded?.type === 'aws_api_gateway_stage'
      ? configuration.referredOfType(guarded.stack, guarded.body['rest_api_id'], 'aws_api_gateway_rest_api')
      : guarded;
  return acl && drawn ? [`${id(acl)} -> ${id(drawn)} [label="guards", style=dashed];`] : [];
}
