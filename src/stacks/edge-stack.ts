import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { AddressSet } from '../constructs/edge/address-set';
import { ApiDomain } from '../constructs/edge/api-domain';
import { ApiStage } from '../constructs/edge/api-stage';
import { apiRules, INSPECTED_KIB, loadBalancerRules } from '../constructs/edge/firewall-rules';
import { FunctionRoute } from '../constructs/edge/function-route';
import { LoadBalancerRoute } from '../constructs/edge/load-balancer-route';
import { RestApi } from '../constructs/edge/rest-api';
import { WafLogDelivery } from '../constructs/edge/waf-log-delivery';
import { WafRule } from '../constructs/edge/waf-rule';
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

/** Requests a second and burst: four times what the services bear at their smallest. Callers beyond it get 429. */
const THROTTLE = { rateLimit: 100, burstLimit: 200 };

/** Requests a second and burst to the assistant: low, since each question costs money and takes seconds to answer. */
const GENAI_THROTTLE = { rateLimit: 5, burstLimit: 10 };

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
    for (const { name, formerName = name, path, restricted } of services) {
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
      moveFrom(route, { [name]: formerName });
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
    const restricted = publicPattern(
      this.#config.services.flatMap((service) => (service.restricted === true ? [service.path] : [])),
    );
    const genai = this.#config.genai && publicPattern([GENAI_PATH]);
    return {
      api: create(
        'api',
        'Every request to the API',
        stage.arn,
        apiRules({ restricted, genai, adminsArn: admins.arn }),
      ),
      'load-balancer': create(
        'load-balancer',
        'Every request to the load balancer',
        this.#platform.loadBalancerArn,
        loadBalancerRules(restricted),
      ),
    };
  }
}
