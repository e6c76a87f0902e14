import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { AddressSet } from '../constructs/edge/address-set';
import { ApiDomain } from '../constructs/edge/api-domain';
import { ApiGatewayAccount } from '../constructs/edge/api-gateway-account';
import { ApiStage } from '../constructs/edge/api-stage';
import { FunctionRoute } from '../constructs/edge/function-route';
import { LoadBalancerRoute } from '../constructs/edge/load-balancer-route';
import { RestApi } from '../constructs/edge/rest-api';
import { WafLogDelivery } from '../constructs/edge/waf-log-delivery';
import {
  bodiesOutside,
  bodiesUpTo,
  closedPaths,
  limitPerAddress,
  managedRules,
  onlyFrom,
  unambiguousPaths,
  WafRule,
} from '../constructs/edge/waf-rule';
import { WebAcl } from '../constructs/edge/web-acl';
import { contract, text, textByKey, Values } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { moveFrom } from '../core/move-from';
import {
  GATEWAY_STAGE,
  GENAI_PATH,
  ORIGIN_HEADER,
  originName,
  originSecretId,
  publicPattern,
} from '../lib/gateway';
import { Keyed, mapByKey } from '../lib/keyed';
import { Names, namesFor } from '../lib/naming';
import { genaiContract } from './genai-stack';
import { certificateContract, platformContract } from './platform-stack';
import { securityContract } from './security-stack';

/** Outputs of `edge`: the ones that an operator needs first. */
export const edgeContract = contract('edge', {
  apiUrl: text('Address of the API, before a path such as /api/vets'),
  apiName: text('Name of the REST API, by which its metrics know it'),
  stageName: text('Stage of the REST API'),
  accessLogGroup: text('Log group with a line for each request to the API'),
  firewalls: textByKey('Metric names of the web ACLs: before the api and before the load-balancer'),
  firewallLogGroups: textByKey('Log groups of the same web ACLs'),
});

/** Four times what the services bear at their smallest; callers beyond it are told to come back. */
const THROTTLE = { rateLimit: 100, burstLimit: 200 };

/** Requests a second and burst to the assistant: low, since each question costs money and takes seconds to answer. */
const GENAI_THROTTLE = { rateLimit: 5, burstLimit: 10 };

/**
 * Requests that one address may send in five minutes: about seven a second, more than a person with a browser sends.
 */
const REQUESTS_PER_ADDRESS = 2000;

/** Requests to the assistant that one address may send in five minutes: one in six seconds. */
const QUESTIONS_PER_ADDRESS = 50;

/** Bytes of a question of 4,000 characters outside Unicode's first plane, each escaped as `\ud83d\udc31`, with what is around it. */
const QUESTION_BYTES = 50_000;

/** KiB of a body that the firewall before the API sees: enough to tell a question's size. */
const INSPECTED_KIB = 64;

/**
 * Paths of Spring Boot's actuator, under each service's own path; it reveals internals of a service and of its callers.
 * A semicolon counts as an end: Spring and Tomcat cut it and what follows off a path before they match the path.
 *
 * @see https://docs.spring.io/spring-boot/reference/actuator/endpoints.html
 */
const ACTUATOR_PATH = '/actuator([/;]|$)';

/**
 * Paths of the health checks, which the firewall lets through. The pattern has no `.` and no `;`, so that `..` cannot
 * lead to other actuator paths.
 */
const HEALTH_PATH = '^(/[a-z0-9-]+)+/actuator/health(/[A-Za-z0-9_-]+)*$';

export interface EdgeStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** The way in: the API with its routes, the firewalls before it and before the load balancer, the domain. */
export class EdgeStack extends EnvironmentStack {
  readonly #config: Environment;
  readonly #names: Names;
  readonly #platform: Values<typeof platformContract.fields>;
  readonly #logs: { readonly retentionDays: number; readonly kmsKeyArn: string };

  constructor(scope: Construct, { config, ...props }: EdgeStackProps) {
    super(scope, 'edge', props);
    this.#config = config;
    this.#names = namesFor(config.name);
    this.#platform = this.read(platformContract);
    const { logsKeyArn } = this.read(securityContract);
    this.#logs = { retentionDays: config.logRetentionDays, kmsKeyArn: logsKeyArn };

    const api = this.createApi();
    const host = config.domain?.name ?? `${api.id}.execute-api.${config.region}.amazonaws.com`;
    this.routeToServices(api, host);
    const genai = config.genai === undefined ? undefined : this.routeToGenai(api);
    const stage = this.createStage(api, genai);
    this.createDomain(api, stage);
    const firewalls = this.createFirewalls(stage);

    this.publish(edgeContract, {
      apiUrl: config.domain === undefined ? `https://${host}/${GATEWAY_STAGE}` : `https://${host}`,
      apiName: api.name,
      stageName: stage.name,
      accessLogGroup: stage.accessLogGroup,
      firewalls: mapByKey(firewalls, ({ metricName }) => metricName),
      firewallLogGroups: mapByKey(firewalls, ({ logGroup }) => logGroup),
    });
  }

  private createApi(): RestApi {
    const { name, domain, edge } = this.#config;
    return new RestApi(this, 'api', {
      name: this.#names('rest-api'),
      description: `PetClinic, ${name}`,
      corsOrigin: edge.corsOrigin,
      onlyUnderDomain: domain !== undefined,
    });
  }

  private routeToServices(api: RestApi, host: string): void {
    const { services, domain, edge } = this.#config;
    // Its value is in the integrations, as it is in the listener rules: the state has to hold it.
    const { current } = edge.originHeader;
    const originSecret = new DataAwsSecretsmanagerSecretVersion(this, originSecretId(current), {
      secretId: this.#platform.originSecretArns(current),
    });
    const origin =
      domain === undefined
        ? `http://${this.#platform.loadBalancerDnsName}`
        : `https://${originName(domain.name)}`;
    for (const { name, formerName, path, restricted } of services) {
      const route = new LoadBalancerRoute(api, name, {
        origin,
        path,
        headers: {
          [ORIGIN_HEADER]: originSecret.secretString,
          // How browsers see it: an application that makes links to itself heeds it, see src/lib/spring-boot.ts.
          Forwarded: `proto=https;host=${host}`,
        },
        cors: restricted !== true,
      });
      moveFrom(route, formerName);
    }
  }

  private routeToGenai(api: RestApi): FunctionRoute {
    const { functionName, aliasName, aliasInvokeArn } = this.read(genaiContract);
    return new FunctionRoute(api, 'genai', {
      path: GENAI_PATH,
      stage: GATEWAY_STAGE,
      functionName,
      aliasName,
      aliasInvokeArn,
    });
  }

  private createStage(api: RestApi, genai: FunctionRoute | undefined): ApiStage {
    const account = this.#config.edge.apiGatewayAccount
      ? [
          new ApiGatewayAccount(this, 'api-gateway-account', {
            roleName: this.#names('iam-role', 'api-gateway-logs'),
          }).ready,
        ]
      : [];
    const throttles = (genai?.methods ?? []).map(({ key, method }) => [
      `genai-${key}`,
      { method, ...GENAI_THROTTLE },
    ]);
    return new ApiStage(this, 'stage', {
      api,
      name: GATEWAY_STAGE,
      logs: { name: this.#names('log-group', 'api-access'), ...this.#logs },
      throttle: THROTTLE,
      methodThrottles: Object.fromEntries(throttles) as Record<
        string,
        { method: string } & typeof GENAI_THROTTLE
      >,
      dependsOn: account,
    });
  }

  private createDomain(api: RestApi, stage: ApiStage): void {
    const { domain } = this.#config;
    if (domain === undefined) return;
    new ApiDomain(this, 'domain', {
      ...domain,
      certificateArn: this.read(certificateContract).certificateArn,
      apiId: api.id,
      stage: stage.name,
    });
  }

  /** @returns them by what they stand before */
  private createFirewalls(stage: ApiStage): Keyed<WebAcl> {
    const logDelivery = new WafLogDelivery(this, 'waf-log-delivery', {
      name: this.#names('log-resource-policy', 'waf'),
      logGroupPrefix: `${this.#names('waf-log-group')}-`,
      accountId: this.accountId,
      region: this.region,
    }).ready;
    const admins = new AddressSet(this, 'admin-addresses', {
      name: this.#names('ip-set', 'admin'),
      description: 'Networks that may call the admin server',
      cidrs: this.#config.edge.adminAllowList,
    });
    const create = (part: string, description: string, resourceArn: string, rules: readonly WafRule[]) =>
      new WebAcl(this, `${part}-firewall`, {
        name: this.#names('web-acl', part),
        description,
        rules,
        resourceArn,
        inspectedKiB: part === 'api' ? INSPECTED_KIB : undefined,
        logs: { name: this.#names('waf-log-group', part), kmsKeyArn: this.#logs.kmsKeyArn },
        logDelivery,
      });
    const content = (bodies: 'block' | 'count') => [
      managedRules('common', 40, 'AWSManagedRulesCommonRuleSet', bodies),
      managedRules('known-bad-inputs', 50, 'AWSManagedRulesKnownBadInputsRuleSet', bodies),
      managedRules('sql-injection', 60, 'AWSManagedRulesSQLiRuleSet', bodies),
    ];
    const restricted = publicPattern(
      this.#config.services.flatMap((service) => (service.restricted === true ? [service.path] : [])),
    );
    const genai = this.#config.genai && publicPattern([GENAI_PATH]);
    // Below the admin server's path lies what its pages show of the others: whoever got there may see it.
    const actuator = closedPaths('actuator', 15, ACTUATOR_PATH, [
      HEALTH_PATH,
      ...(restricted === undefined ? [] : [restricted]),
    ]);
    const forApi = create('api', 'Every request to the API', stage.arn, [
      unambiguousPaths('unambiguous-paths', 5),
      ...(restricted === undefined ? [] : [onlyFrom('admin-addresses', 10, restricted, admins.arn)]),
      actuator,
      limitPerAddress('rate-limit', 20, REQUESTS_PER_ADDRESS),
      ...(genai === undefined
        ? []
        : [
            limitPerAddress('genai-rate-limit', 22, QUESTIONS_PER_ADDRESS, genai),
            bodiesUpTo('genai-size', 25, genai, QUESTION_BYTES),
          ]),
      managedRules('ip-reputation', 30, 'AWSManagedRulesAmazonIpReputationList'),
      ...(genai === undefined ? content('block') : [...content('count'), bodiesOutside('bodies', 70, genai)]),
    ]);
    // Nothing about addresses: all that come here are the gateway's.
    const forLoadBalancer = create(
      'load-balancer',
      'Every request to the load balancer',
      this.#platform.loadBalancerArn,
      [actuator, ...content('block')],
    );
    return { api: forApi, 'load-balancer': forLoadBalancer };
  }
}
