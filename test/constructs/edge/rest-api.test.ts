import { TerraformOutput } from 'cdktf';
import { ApiStage } from '../../../src/constructs/edge/api-stage';
import { FunctionRoute } from '../../../src/constructs/edge/function-route';
import { LoadBalancerRoute } from '../../../src/constructs/edge/load-balancer-route';
import { RestApi } from '../../../src/constructs/edge/rest-api';
import { resourcesOf } from '../../support/construct';
import { Body } from '../../support/estate';

interface Case {
  readonly cors?: boolean;
  readonly paths?: readonly string[];
}

const made = ({ cors = true, paths = ['/api/vets'] }: Case = {}) =>
  resourcesOf((stack) => {
    const api = new RestApi(stack, 'api', {
      name: 'petclinic-dev',
      description: 'PetClinic',
      corsOrigin: 'https://www.example.com',
      onlyUnderDomain: true,
    });
    const stage = new ApiStage(stack, 'stage', {
      api,
      name: 'v1',
      logs: { name: '/petclinic/dev/api-access', retentionDays: 14, kmsKeyArn: 'arn:key' },
      throttle: { rateLimit: 100, burstLimit: 200 },
      methodThrottles: { chat: { method: '~1api~1genai/POST', rateLimit: 5, burstLimit: 10 } },
    });
    for (const path of paths) {
      new LoadBalancerRoute(api, `route${path.replaceAll('/', '-')}`, {
        origin: 'https://origin.example.com',
        path,
        headers: { 'x-origin-verify': 'secret', Forwarded: 'proto=https' },
        cors,
      });
    }
    new FunctionRoute(api, 'genai', {
      path: '/api/genai',
      stage: stage.name,
      functionName: 'genai',
      aliasName: 'live',
      aliasInvokeArn: 'arn:invoke',
    });
    new TerraformOutput(stack, 'stage-arn', { value: stage.arn });
  });

const pathsOf = (resources: Record<string, Record<string, Body>>): string[] =>
  Object.values(resources['aws_api_gateway_resource'] ?? {}).map(({ path_part }) => String(path_part));

test('a path that two routes share is one resource', () => {
  expect(pathsOf(made({ paths: ['/api/vets', '/api/visits'] })).sort()).toEqual(
    ['api', 'genai', 'vets', 'visits', '{proxy+}', '{proxy+}', '{proxy+}'].sort(),
  );
});

test('a resource hangs below that of the path above it', () => {
  const resources = made()['aws_api_gateway_resource'];
  expect(resources).toMatchObject({
    'api_path-api': { parent_id: '${aws_api_gateway_rest_api.api_api.root_resource_id}', path_part: 'api' },
    'api_path-api-vets': { parent_id: '${aws_api_gateway_resource.api_path-api.id}', path_part: 'vets' },
    'api_path-api-vets-any': {
      parent_id: '${aws_api_gateway_resource.api_path-api-vets.id}',
      path_part: '{proxy+}',
    },
  });
});

test('a path and all below it lead to the same path, with the fixed headers in quotes', () => {
  const integrations = made()['aws_api_gateway_integration'] ?? {};
  const headers = {
    'integration.request.header.Forwarded': "'proto=https'",
    'integration.request.header.x-origin-verify': "'secret'",
  };
  expect(integrations['api_route-api-vets_exact_integration']).toMatchObject({
    uri: 'https://origin.example.com/api/vets',
    request_parameters: headers,
    timeout_milliseconds: 29_000,
  });
  expect(integrations['api_route-api-vets_below_integration']).toMatchObject({
    uri: 'https://origin.example.com/api/vets/{proxy}',
    request_parameters: { ...headers, 'integration.request.path.proxy': 'method.request.path.proxy' },
  });
});

test('without CORS the browser’s question goes to the service as well', () => {
  const methods = (cors: boolean) =>
    Object.entries(made({ cors })['aws_api_gateway_method'] ?? {})
      .filter(([name]) => name.includes('route-api-vets'))
      .map(([, { http_method }]) => http_method)
      .sort();
  expect(methods(true)).toEqual(['ANY', 'ANY', 'OPTIONS', 'OPTIONS']);
  expect(methods(false)).toEqual(['ANY', 'ANY']);
});

test('the function is called by GET and POST below its path, and only by this stage', () => {
  const resources = made();
  const methods = Object.entries(resources['aws_api_gateway_method'] ?? {})
    .filter(([name]) => name.includes('genai') && !name.includes('preflight'))
    .map(([name, { http_method }]) => [name, http_method]);
  expect(Object.fromEntries(methods)).toEqual({
    'api_genai_exact-post_method': 'POST',
    'api_genai_below-get_method': 'GET',
    'api_genai_below-post_method': 'POST',
  });
  const sources = Object.values(resources['aws_lambda_permission'] ?? {}).map(({ source_arn }) => source_arn);
  const execution = '${aws_api_gateway_rest_api.api_api.execution_arn}';
  const stage = '${aws_api_gateway_stage.stage_stage.stage_name}';
  expect(sources.sort()).toEqual([
    `${execution}/${stage}/*/api/genai`,
    `${execution}/${stage}/*/api/genai/*`,
  ]);
});

test('a route that is added after the stage is part of what it deploys', () => {
  const deployment = (paths: readonly string[]): Body =>
    made({ paths })['aws_api_gateway_deployment']?.['stage_deployment'] ?? {};
  const [less, more] = [deployment(['/api/vets']), deployment(['/api/vets', '/api/visits'])];
  expect(more['triggers']).not.toEqual(less['triggers']);
  for (const part of ['method', 'integration']) {
    const address = `aws_api_gateway_${part}.api_route-api-visits_exact_${part}`;
    expect(more['depends_on']).toContain(address);
    expect(less['depends_on']).not.toContain(address);
  }
});
