import { Estate, Place, Resource } from '../../support/estate';

/** A method of an API, and what answers it: something behind it or, to preflights, the API itself. */
export interface ApiRoute {
  /** Path in the API, such as `/api/vets/{proxy+}`. */
  readonly path: string;
  readonly method: string;
  readonly integration: Resource;
}

/** The routes of all APIs whose integration is of a type. */
export const routesTo = (estate: Estate, type: 'AWS_PROXY' | 'HTTP_PROXY' | 'MOCK'): ApiRoute[] =>
  estate
    .ofType('aws_api_gateway_integration')
    .filter(({ body }) => body['type'] === type)
    .map((integration) => ({
      path: pathOf(estate, integration, integration.body['resource_id']),
      method: estate.text(integration, 'http_method') ?? '',
      integration,
    }));

function pathOf(estate: Estate, from: Place, reference: unknown): string {
  const resource = estate.target(from, reference);
  if (resource?.type !== 'aws_api_gateway_resource') return '';
  return `${pathOf(estate, resource, resource.body['parent_id'])}/${String(resource.body['path_part'])}`;
}
