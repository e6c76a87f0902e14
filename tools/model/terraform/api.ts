import { Integration, Method, RestApi } from '../api/types';
import { blocksOf, Body, numberOf, Resource, Stacks, textOf, textsOf } from './stacks';

const record = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries((value ?? {}) as Body).map(([key, one]) => [key, textOf(one)]));

/** Reads REST APIs whose resources and methods are resources of their own. */
export function readApis(stacks: Stacks): RestApi[] {
  return stacks.all('aws_api_gateway_rest_api').map(({ id, body }): RestApi => {
    const own = (type: string): Resource[] =>
      stacks.all(type).filter((one) => one.body['rest_api_id'] === id);
    const resources = own('aws_api_gateway_resource');
    const pathOf = (resource: string): string => {
      const found = resources.find((one) => one.id === resource);
      return found === undefined
        ? ''
        : `${pathOf(textOf(found.body['parent_id']))}/${textOf(found.body['path_part'])}`;
    };
    const integrations = own('aws_api_gateway_integration');
    const responses = own('aws_api_gateway_integration_response');
    const isOf =
      (method: Body) =>
      (one: Resource): boolean =>
        one.body['resource_id'] === method['resource_id'] &&
        one.body['http_method'] === method['http_method'];
    return {
      id,
      name: textOf(body['name']),
      hasOwnEndpoint: body['disable_execute_api_endpoint'] !== true,
      binaryMediaTypes: textsOf(body['binary_media_types']),
      paths: ['/', ...resources.map((one) => pathOf(one.id))].sort(),
      methods: own('aws_api_gateway_method').map(({ id: methodId, body: method }): Method => {
        const integration = integrations.find(isOf(method));
        return {
          id: methodId,
          path: pathOf(textOf(method['resource_id'])) || '/',
          httpMethod: textOf(method['http_method']),
          authorization: textOf(method['authorization'], 'NONE'),
          needsKey: method['api_key_required'] === true,
          integration:
            integration === undefined
              ? undefined
              : integrationOf(integration, responses.filter(isOf(method))),
        };
      }),
      gatewayResponses: own('aws_api_gateway_gateway_response').map(({ id: responseId, body: response }) => ({
        id: responseId,
        kind: textOf(response['response_type']),
        status: response['status_code'] === undefined ? undefined : numberOf(response['status_code'], 0),
        parameters: record(response['response_parameters']),
        templates: record(response['response_templates']),
      })),
      stages: own('aws_api_gateway_stage').map(({ id: stageId, body: stage }) => ({
        id: stageId,
        name: textOf(stage['stage_name']),
        variables: record(stage['variables']),
        settings: own('aws_api_gateway_method_settings')
          .filter((one) => one.body['stage_name'] === stage['stage_name'])
          .map((one) => {
            const [settings] = blocksOf(one.body['settings']);
            return {
              path: textOf(one.body['method_path']),
              rateLimit: limit(settings?.['throttling_rate_limit']),
              burstLimit: limit(settings?.['throttling_burst_limit']),
            };
          }),
      })),
      domains: stacks
        .all('aws_api_gateway_base_path_mapping')
        .filter((one) => one.body['api_id'] === id)
        .map((one) => ({
          name: textOf(one.body['domain_name']),
          basePath: textOf(one.body['base_path']),
          stage: textOf(one.body['stage_name']),
        })),
    };
  });
}

/** A throttle of -1 is none. */
const limit = (value: unknown): number | undefined => {
  const number = numberOf(value, -1);
  return number < 0 ? undefined : number;
};

function integrationOf({ id, body }: Resource, responses: readonly Resource[]): Integration {
  return {
    id,
    kind: textOf(body['type']) as Integration['kind'],
    uri: textOf(body['uri']),
    httpMethod: textOf(body['integration_http_method']),
    timeoutMs: numberOf(body['timeout_milliseconds'], 29_000),
    requestParameters: record(body['request_parameters']),
    requestTemplates: record(body['request_templates']),
    responses: responses.map((one) => ({
      status: numberOf(one.body['status_code'], 200),
      selection: textOf(one.body['selection_pattern']) || undefined,
      parameters: record(one.body['response_parameters']),
      templates: record(one.body['response_templates']),
    })),
  };
}
