import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api';
import { Lazy, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { definitionOf } from './api-definition';
import { byKey } from '../../lib/keyed';

/** Quotes a fixed value for a parameter mapping: API Gateway takes one only in single quotes. */
export const literal = (value: string): string => `'${value}'`;

/**
 * The gateway's own error responses. Templates have variables and no conditions: one sentence has to fit every route.
 */
const RESPONSES = {
  'default-client-error': {
    responseType: 'DEFAULT_4XX',
    statusCode: undefined,
    body: '{"message":$context.error.messageString}',
  },
  'default-server-error': {
    responseType: 'DEFAULT_5XX',
    statusCode: undefined,
    body: '{"message":"This is currently unavailable. Please try again later."}',
  },
  // How API Gateway calls a path or a method that no route has, which the default would answer with 403 and a riddle.
  'unknown-route': {
    responseType: 'MISSING_AUTHENTICATION_TOKEN',
    statusCode: '404',
    body: '{"message":"Not found"}',
  },
};

export interface RestApiProps {
  readonly name: string;
  readonly description: string;
  /** Origin whose pages may read the answers in a browser. */
  readonly corsOrigin: string;
  /** Makes the API answer only under a domain of ours, and not under the one that AWS gives it. */
  readonly onlyUnderDomain: boolean;
}

/**
 * A regional REST API: its paths and its own answers, all in JSON. Routes are constructs below it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export class RestApi extends Construct {
  readonly id: string;
  readonly name: string;
  readonly executionArn: string;
  readonly corsOrigin: string;
  readonly #api: ApiGatewayRestApi;
  readonly #resources = new Map<string, ApiGatewayResource>();

  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    this.#api = new ApiGatewayRestApi(this, 'api', {
      name: props.name,
      description: props.description,
      endpointConfiguration: { types: ['REGIONAL'] },
      disableExecuteApiEndpoint: props.onlyUnderDomain,
      // Bodies pass as they are; otherwise what is no text is spoilt. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
      binaryMediaTypes: ['*/*'],
    });
    this.id = this.#api.id;
    this.name = this.#api.name;
    this.executionArn = this.#api.executionArn;
    this.corsOrigin = props.corsOrigin;
    for (const [key, { body, ...response }] of byKey(RESPONSES)) {
      new ApiGatewayGatewayResponse(this, key, {
        ...response,
        restApiId: this.id,
        responseTemplates: { 'application/json': body },
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': literal(props.corsOrigin),
        },
      });
    }
  }

  /** @returns the id of the resource at a path such as `/api/vets/{proxy+}`; missing resources on the path are made */
  resourceAt(path: string): string {
    const above = path.slice(0, path.lastIndexOf('/'));
    if (path === '') return this.#api.rootResourceId;
    const known = this.#resources.get(path);
    if (known !== undefined) return known.id;
    const resource = new ApiGatewayResource(
      this,
      `path${path.replace('{proxy+}', 'any').replaceAll('/', '-')}`,
      {
        restApiId: this.id,
        parentId: this.resourceAt(above),
        pathPart: path.slice(above.length + 1),
      },
    );
    this.#resources.set(path, resource);
    return resource.id;
  }

  /** The resources that a deployment takes a copy of, without the API itself. */
  get parts(): TerraformResource[] {
    return this.node
      .findAll()
      .filter((element): element is TerraformResource => TerraformResource.isTerraformResource(element))
      .filter(
        (resource) => resource !== this.#api && resource.terraformResourceType.startsWith('aws_api_gateway_'),
      );
  }

  /**
   * A Terraform expression that changes with the definition: a hash of the values known at synthesis, and the
   * references to all others. It does not read resources back from Terraform, where an unset attribute is at one time
   * empty and at another missing.
   */
  get definition(): string {
    return Lazy.stringValue({
      produce: (context) => {
        const known = Object.fromEntries(
          [this.#api, ...this.parts].map((part) => [
            addressOf(part),
            configurationOf(context.resolve(part.toTerraform())),
          ]),
        );
        return definitionOf(known);
      },
    });
  }
}

/** Returns the Terraform address of a resource, without `${}`. */
export const addressOf = (resource: TerraformResource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

/** Returns the body of a resource in Terraform JSON. */
function configurationOf(terraform: unknown): Record<string, unknown> {
  const { resource } = terraform as { resource: Record<string, Record<string, Record<string, unknown>>> };
  const [body = {}] = Object.values(resource).flatMap((named) => Object.values(named));
  return body;
}
