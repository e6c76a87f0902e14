import {
  APIGatewayClient,
  GetBasePathMappingsCommand,
  GetExportCommand,
  GetStagesCommand,
  paginateGetDomainNames,
  paginateGetRestApis,
  RestApi as AwsApi,
  Stage as AwsStage,
} from '@aws-sdk/client-api-gateway';
import { GatewayResponse, Integration, Method, RestApi, Stage } from '../api/types';
import { all, textOf } from './pages';

type Texts = Readonly<Record<string, string>>;

interface ExportedResponse {
  readonly statusCode?: string | number;
  readonly responseParameters?: Texts;
  readonly responseTemplates?: Texts;
}

interface ExportedIntegration {
  readonly type?: string;
  readonly uri?: string;
  readonly httpMethod?: string;
  readonly timeoutInMillis?: number;
  readonly requestParameters?: Texts;
  readonly requestTemplates?: Texts;
  /** Responses by the pattern that selects them; `default` is the one without a pattern. */
  readonly responses?: Readonly<Record<string, ExportedResponse>>;
}

interface ExportedMethod {
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-amazon-apigateway-integration'?: ExportedIntegration;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
interface Exported {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, ExportedMethod>>>>;
  readonly components?: {
    readonly securitySchemes?: Readonly<Record<string, { readonly 'x-amazon-apigateway-authtype'?: string }>>;
  };
  readonly 'x-amazon-apigateway-gateway-responses'?: Readonly<Record<string, ExportedResponse>>;
  readonly 'x-amazon-apigateway-binary-media-types'?: readonly string[];
}

const METHODS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'].map((verb) => [verb, verb.toUpperCase()]),
  ),
  'x-amazon-apigateway-any-method': 'ANY',
};

/**
 * REST APIs of a region as their stages serve them: by the export of the first stage, not by resources that may have been
 * edited since. An API without stages serves nothing and is left out. Resources without methods are in no export; those on
 * the way to others are found all the same.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html
 */
export async function describeApis(client: APIGatewayClient): Promise<RestApi[]> {
  const [apis, domains] = await Promise.all([
    all(paginateGetRestApis({ client }, {}), ({ items }) => items),
    domainsOf(client),
  ]);
  const found = apis.map(async (api): Promise<RestApi[]> => {
    const { id: restApiId = '' } = api;
    const { item: stages = [] } = await client.send(new GetStagesCommand({ restApiId }));
    const [first] = stages;
    if (first === undefined) return [];
    const { body } = await client.send(
      new GetExportCommand({
        restApiId,
        stageName: first.stageName,
        exportType: 'oas30',
        parameters: { extensions: 'apigateway' },
        accepts: 'application/json',
      }),
    );
    return [
      {
        ...apiOf(api, JSON.parse(Buffer.from(body ?? []).toString()) as Exported),
        stages: stages.map((stage) => stageOf(restApiId, stage)),
        domains: domains.get(restApiId) ?? [],
      },
    ];
  });
  return (await Promise.all(found)).flat();
}

function apiOf(
  { id = '', name, disableExecuteApiEndpoint }: AwsApi,
  exported: Exported,
): Omit<RestApi, 'stages' | 'domains'> {
  const { paths = {}, components: { securitySchemes = {} } = {} } = exported;
  const kinds = Object.entries(securitySchemes).map(
    ([scheme, { 'x-amazon-apigateway-authtype': kind = '' }]) => [scheme, kind] as const,
  );
  return {
    id,
    name: textOf(name),
    hasOwnEndpoint: disableExecuteApiEndpoint !== true,
    binaryMediaTypes: exported['x-amazon-apigateway-binary-media-types'] ?? [],
    paths: [...new Set(['/', ...Object.keys(paths).flatMap(withParents)])].sort(),
    methods: Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([key, method]) => {
        const verb = METHODS[key];
        return verb === undefined ? [] : [methodOf(id, path, verb, method, new Map(kinds))];
      }),
    ),
    gatewayResponses: Object.entries(exported['x-amazon-apigateway-gateway-responses'] ?? {}).map(
      ([kind, { statusCode, responseParameters = {}, responseTemplates = {} }]): GatewayResponse => ({
        id: `${id} ${kind}`,
        kind,
        status: statusCode === undefined ? undefined : Number(statusCode),
        parameters: responseParameters,
        templates: responseTemplates,
      }),
    ),
  };
}

/** `/a`, `/a/b` of `/a/b`. */
const withParents = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((_, index, parts) => `/${parts.slice(0, index + 1).join('/')}`);

function methodOf(
  api: string,
  path: string,
  httpMethod: string,
  { security = [], 'x-amazon-apigateway-integration': integration }: ExportedMethod,
  kinds: ReadonlyMap<string, string>,
): Method {
  const id = `${api} ${httpMethod} ${path}`;
  const schemes = security.flatMap((one) => Object.keys(one));
  const scheme = schemes.find((one) => one !== 'api_key');
  const kind = { awsSigv4: 'AWS_IAM', cognito_user_pools: 'COGNITO_USER_POOLS' }[
    kinds.get(scheme ?? '') ?? ''
  ];
  return {
    id,
    path,
    httpMethod,
    authorization: scheme === undefined ? 'NONE' : (kind ?? 'CUSTOM'),
    needsKey: schemes.includes('api_key'),
    integration: integration === undefined ? undefined : integrationOf(id, integration),
  };
}

const integrationOf = (id: string, integration: ExportedIntegration): Integration => ({
  id: `${id} integration`,
  kind: textOf(integration.type).toUpperCase() as Integration['kind'],
  uri: textOf(integration.uri),
  httpMethod: textOf(integration.httpMethod),
  timeoutMs: integration.timeoutInMillis ?? 29_000,
  requestParameters: integration.requestParameters ?? {},
  requestTemplates: integration.requestTemplates ?? {},
  responses: Object.entries(integration.responses ?? {}).map(([selection, response]) => ({
    status: Number(response.statusCode ?? 200),
    selection: selection === 'default' ? undefined : selection,
    parameters: response.responseParameters ?? {},
    templates: response.responseTemplates ?? {},
  })),
});

const stageOf = (api: string, { stageName = '', variables = {}, methodSettings = {} }: AwsStage): Stage => ({
  id: `${api}/${stageName}`,
  name: stageName,
  variables,
  settings: Object.entries(methodSettings).map(([path, settings]) => ({
    path,
    rateLimit: limitOf(settings.throttlingRateLimit),
    burstLimit: limitOf(settings.throttlingBurstLimit),
  })),
});

const limitOf = (limit: number | undefined): number | undefined =>
  limit === undefined || limit < 0 ? undefined : limit;

/** Base path mappings by the API that they lead to. */
async function domainsOf(client: APIGatewayClient): Promise<Map<string, RestApi['domains'][number][]>> {
  const found = new Map<string, RestApi['domains'][number][]>();
  for (const { domainName } of await all(paginateGetDomainNames({ client }, {}), ({ items }) => items)) {
    const { items = [] } = await client.send(new GetBasePathMappingsCommand({ domainName, limit: 500 }));
    for (const { basePath, restApiId = '', stage } of items) {
      const mapping = {
        name: textOf(domainName),
        basePath: basePath === '(none)' ? '' : textOf(basePath),
        stage: textOf(stage),
      };
      found.set(restApiId, [...(found.get(restApiId) ?? []), mapping]);
    }
  }
  return found;
}
