/**
 * REST API as it is deployed: what a stage serves, not what was edited since.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html
 */
export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly hasOwnEndpoint: boolean;
  readonly binaryMediaTypes: readonly string[];
  /** Paths of all resources, those without methods among them: a request that leads to one goes nowhere else. */
  readonly paths: readonly string[];
  readonly methods: readonly Method[];
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly stages: readonly Stage[];
  readonly domains: readonly { readonly name: string; readonly basePath: string; readonly stage: string }[];
}

export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly settings: readonly MethodSettings[];
}

export interface MethodSettings {
  /** Resource path and method, such as `~1api~1genai/POST`; `*` stands for all paths or methods. */
  readonly path: string;
  /** Requests a second; undefined without a limit of its own. */
  readonly rateLimit: number | undefined;
  readonly burstLimit: number | undefined;
}

export interface Method {
  readonly id: string;
  /** Path of its resource, such as `/api/vets/{proxy+}`. */
  readonly path: string;
  /** `ANY` for all that have none of their own. */
  readonly httpMethod: string;
  readonly authorization: string;
  readonly needsKey: boolean;
  readonly integration: Integration | undefined;
}

export interface Integration {
  readonly id: string;
  readonly kind: 'HTTP' | 'HTTP_PROXY' | 'AWS' | 'AWS_PROXY' | 'MOCK';
  readonly uri: string;
  /** `ANY` for the method of the request. */
  readonly httpMethod: string;
  readonly timeoutMs: number;
  /** Mapped parameters, such as `integration.request.header.x`: `'text'` or `method.request.path.proxy`. */
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly responses: readonly IntegrationResponse[];
}

export interface IntegrationResponse {
  readonly status: number;
  /** Regular expression of what selects it; undefined for the one that serves where none is selected. */
  readonly selection: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

export interface GatewayResponse {
  readonly id: string;
  /** Type of gateway response, such as `MISSING_AUTHENTICATION_TOKEN`. */
  readonly kind: string;
  readonly status: number | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}
