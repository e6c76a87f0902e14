import {
  GetAccountCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStageCommand,
  Resource,
  RestApi,
} from '@aws-sdk/client-api-gateway';
import { DescribeLogGroupsCommand, DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetPolicyCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  GetIPSetCommand,
  GetLoggingConfigurationCommand,
  GetWebACLCommand,
  GetWebACLForResourceCommand,
  ListIPSetsCommand,
  WebACL,
} from '@aws-sdk/client-wafv2';
import { services } from '../../src/config/services';
import { ACCOUNT, only, REGION, World } from './world';

/** Asks the emulator for API, stage, firewalls and permissions of the environment. */
export function describeEdge(world: () => World): void {
  const env = (): string => world().config.name;
  const originSecret = (): string => `/petclinic/${env()}/origin-header-value`;
  const functionName = (): string => `petclinic-${env()}-genai`;
  const theApi = async (): Promise<RestApi> =>
    only((await world().aws.apiGateway.send(new GetRestApisCommand({}))).items);
  const stageArn = ({ id }: RestApi): string =>
    `arn:aws:apigateway:${REGION}::/restapis/${String(id)}/stages/v1`;
  const theStage = async () =>
    world().aws.apiGateway.send(new GetStageCommand({ restApiId: (await theApi()).id, stageName: 'v1' }));
  const balancer = async () =>
    only((await world().aws.elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers);

  /** Where the gateway finds the load balancer: under a name that its certificate covers, or under AWS's own. */
  async function origin(): Promise<string> {
    const { domain } = world().config;
    return domain === undefined
      ? `http://${String((await balancer()).DNSName)}`
      : `https://origin.${domain.name}`;
  }

  /** The host that browsers see. */
  const publicHost = async (): Promise<string> =>
    world().config.domain?.name ?? `${String((await theApi()).id)}.execute-api.${REGION}.amazonaws.com`;

  /** The resources by path, with their methods and integrations. */
  async function resources(): Promise<Record<string, Resource>> {
    const { items = [] } = await world().aws.apiGateway.send(
      new GetResourcesCommand({ restApiId: (await theApi()).id, embed: ['methods'], limit: 500 }),
    );
    return Object.fromEntries(items.map((resource) => [resource.path ?? '', resource]));
  }

  async function aclBefore(ResourceArn: string): Promise<WebACL> {
    const { WebACL: found } = await world().aws.waf.send(new GetWebACLForResourceCommand({ ResourceArn }));
    const { Name, Id } = found ?? {};
    const { WebACL: acl } = await world().aws.waf.send(new GetWebACLCommand({ Name, Id, Scope: 'REGIONAL' }));
    if (acl === undefined) throw new Error(`${ResourceArn} has no web ACL`);
    const inOrder = [...(acl.Rules ?? [])].sort((a, b) => Number(a.Priority) - Number(b.Priority));
    return { ...acl, Rules: inOrder };
  }

  describe('the API', () => {
    test('is regional, and has a path for each route and nothing else', async () => {
      expect(await theApi()).toMatchObject({
        name: `petclinic-${env()}`,
        endpointConfiguration: { types: ['REGIONAL'] },
        disableExecuteApiEndpoint: world().config.domain !== undefined,
      });
      const paths = [...services.map(({ path }) => path), '/api/genai'];
      expect(Object.keys(await resources()).sort()).toEqual(
        ['/', '/api', ...paths.flatMap((path) => [path, `${path}/{proxy+}`])].sort(),
      );
    });

    test.each(services.flatMap(({ path }) => [[path], [`${path}/{proxy+}`]]))(
      '%s leads to the same path of the load balancer, with the origin header and the public host',
      async (path) => {
        const { SecretString = '' } = await world().aws.secretsManager.send(
          new GetSecretValueCommand({ SecretId: originSecret() }),
        );
        const method = (await resources())[path]?.resourceMethods?.['ANY'];
        const { requestParameters = {}, ...integration } = method?.methodIntegration ?? {};
        const { 'integration.request.header.x-origin-verify': header, ...others } = requestParameters;
        expect(integration).toMatchObject({
          type: 'HTTP_PROXY',
          httpMethod: 'ANY',
          uri: `${await origin()}${path.replace('{proxy+}', '{proxy}')}`,
          timeoutInMillis: 29_000,
        });
        expect(others).toEqual({
          'integration.request.header.Forwarded': `'proto=https;host=${await publicHost()}'`,
          ...(path.endsWith('{proxy+}')
            ? { 'integration.request.path.proxy': 'method.request.path.proxy' }
            : {}),
        });
        // Not the value itself, which a failure would print.
        expect(header === `'${SecretString}'`).toBe(true);
      },
    );

    test.each([
      ['/api/genai', 'POST'],
      ['/api/genai/{proxy+}', 'GET'],
      ['/api/genai/{proxy+}', 'POST'],
    ])('%s, %s, leads to the alias of the function', async (path, httpMethod) => {
      const method = (await resources())[path]?.resourceMethods?.[httpMethod];
      const alias = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${functionName()}:live`;
      expect(method?.methodIntegration).toMatchObject({
        type: 'AWS_PROXY',
        httpMethod: 'POST',
        uri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${alias}/invocations`,
        timeoutInMillis: 29_000,
      });
    });

    test('a page of the one known origin may ask; nobody may of the admin server', async () => {
      const found = await resources();
      for (const { path } of services.filter((service) => service.path.startsWith('/api/'))) {
        const options = found[path]?.resourceMethods?.['OPTIONS'];
        expect(options?.methodIntegration?.integrationResponses?.['204']?.responseParameters).toMatchObject({
          'method.response.header.Access-Control-Allow-Origin': `'${world().config.edge.corsOrigin}'`,
          'method.response.header.Access-Control-Allow-Methods': "'GET,POST,PUT,DELETE'",
        });
      }
      expect(Object.keys(found['/admin']?.resourceMethods ?? {})).toEqual(['ANY']);
    });

    test('says in JSON what it does not know and what does not work', async () => {
      const { items = [] } = await world().aws.apiGateway.send(
        new GetGatewayResponsesCommand({ restApiId: (await theApi()).id }),
      );
      const own = items.filter(({ defaultResponse }) => defaultResponse !== true);
      expect(
        Object.fromEntries(own.map(({ responseType, ...response }) => [String(responseType), response])),
      ).toMatchObject({
        DEFAULT_4XX: {
          responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
        },
        DEFAULT_5XX: {
          responseTemplates: {
            'application/json': '{"message":"This is currently unavailable. Please try again later."}',
          },
        },
        MISSING_AUTHENTICATION_TOKEN: {
          statusCode: '404',
          responseTemplates: { 'application/json': '{"message":"Not found"}' },
        },
      });
    });
  });

  describe('the stage', () => {
    test('logs each request as JSON without query strings, and sends traces', async () => {
      const { accessLogSettings, tracingEnabled, variables } = await theStage();
      expect({ tracingEnabled, variables: variables ?? {} }).toEqual({ tracingEnabled: true, variables: {} });
      expect(accessLogSettings?.destinationArn).toBe(
        `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/petclinic/${env()}/api-access`,
      );
      expect(JSON.parse(accessLogSettings?.format ?? '')).toMatchObject({
        requestId: '$context.requestId',
        path: '$context.path',
        wafResult: '$context.wafResponseCode',
      });
    });

    test('may log by a role of this environment, if this is the one that owns the setting of the account', async () => {
      const { cloudwatchRoleArn } = await world().aws.apiGateway.send(new GetAccountCommand({}));
      expect(cloudwatchRoleArn ?? '').toBe(
        world().config.edge.apiGatewayAccount
          ? `arn:aws:iam::${ACCOUNT}:role/petclinic-${env()}-api-gateway-logs`
          : '',
      );
    });

    test('limits every method, and questions more than the rest', async () => {
      const { methodSettings = {} } = await theStage();
      const limits = Object.entries(methodSettings).map(([method, settings]) => [
        method,
        settings.throttlingRateLimit,
        settings.throttlingBurstLimit,
        settings.metricsEnabled,
        settings.dataTraceEnabled,
      ]);
      expect(limits.sort()).toEqual([
        ['*/*', 100, 200, true, false],
        ['~1api~1genai/POST', 5, 10, true, false],
        ['~1api~1genai~1{proxy+}/GET', 5, 10, true, false],
        ['~1api~1genai~1{proxy+}/POST', 5, 10, true, false],
      ]);
    });
  });

  test('only this API, at its two paths, may call the alias', async () => {
    const { Policy = '' } = await world().aws.lambda.send(
      new GetPolicyCommand({ FunctionName: functionName(), Qualifier: 'live' }),
    );
    const { Statement } = JSON.parse(Policy) as {
      Statement: { Principal: object; Condition: { ArnLike: Record<string, string> } }[];
    };
    const api = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${String((await theApi()).id)}/v1/*/api/genai`;
    expect(Statement.map(({ Condition }) => Condition.ArnLike['AWS:SourceArn']).sort()).toEqual([
      api,
      `${api}/*`,
    ]);
    expect(new Set(Statement.map(({ Principal }) => JSON.stringify(Principal)))).toEqual(
      new Set(['{"Service":"apigateway.amazonaws.com"}']),
    );
  });

  describe('the firewall', () => {
    test('before the API asks for address, path, rate, reputation and content, in this order', async () => {
      const { Name, DefaultAction, Rules = [] } = await aclBefore(stageArn(await theApi()));
      expect({ Name, DefaultAction }).toEqual({
        Name: `petclinic-${env()}-api`,
        DefaultAction: { Allow: {} },
      });
      const kind = (statement: object | undefined): string | undefined => Object.keys(statement ?? {})[0];
      expect(
        Rules.map(({ Priority, Name: name, Statement }) => [
          Priority,
          name,
          Statement?.ManagedRuleGroupStatement?.Name ?? kind(Statement),
        ]),
      ).toEqual([
        [10, 'admin-addresses', 'AndStatement'],
        [15, 'actuator', 'AndStatement'],
        [20, 'rate-limit', 'RateBasedStatement'],
        [30, 'ip-reputation', 'AWSManagedRulesAmazonIpReputationList'],
        [40, 'common', 'AWSManagedRulesCommonRuleSet'],
        [50, 'known-bad-inputs', 'AWSManagedRulesKnownBadInputsRuleSet'],
        [60, 'sql-injection', 'AWSManagedRulesSQLiRuleSet'],
      ]);
    });

    test('lets nobody to the admin server but the addresses of the list', async () => {
      const { Rules = [] } = await aclBefore(stageArn(await theApi()));
      const rule = Rules.find(({ Name }) => Name === 'admin-addresses');
      expect(rule?.Action).toEqual({ Block: {} });
      const [path, others] = rule?.Statement?.AndStatement?.Statements ?? [];
      const { RegexString = '', FieldToMatch } = path?.RegexMatchStatement ?? {};
      expect(FieldToMatch).toEqual({ UriPath: {} });
      const blocked = ['/v1/admin', '/admin', '/v1/admin/applications', '/v1/api/vets', '/v1/api/admin'];
      expect(blocked.map((uri) => new RegExp(RegexString).test(uri))).toEqual([
        true,
        true,
        true,
        false,
        false,
      ]);
      const { IPSets } = await world().aws.waf.send(new ListIPSetsCommand({ Scope: 'REGIONAL' }));
      const { Name, Id, ARN } = only(IPSets);
      expect(others?.NotStatement?.Statement?.IPSetReferenceStatement?.ARN).toBe(ARN);
      const { IPSet } = await world().aws.waf.send(new GetIPSetCommand({ Name, Id, Scope: 'REGIONAL' }));
      expect(IPSet?.Addresses).toEqual(world().config.edge.adminAllowList);
    });

    test('before the load balancer asks for content alone', async () => {
      const { Name, Rules = [] } = await aclBefore((await balancer()).LoadBalancerArn ?? '');
      expect(Name).toBe(`petclinic-${env()}-load-balancer`);
      expect(Rules.map(({ Statement }) => Statement?.ManagedRuleGroupStatement?.Name)).toEqual([
        'AWSManagedRulesCommonRuleSet',
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesSQLiRuleSet',
      ]);
    });

    test.each(['api', 'load-balancer'])('%s logs without credentials, and keeps no samples', async (part) => {
      const acl = await aclBefore(
        part === 'api' ? stageArn(await theApi()) : ((await balancer()).LoadBalancerArn ?? ''),
      );
      const samples = [acl, ...(acl.Rules ?? [])].map((of) => of.VisibilityConfig?.SampledRequestsEnabled);
      expect(new Set(samples)).toEqual(new Set([false]));
      const { LoggingConfiguration } = await world().aws.waf.send(
        new GetLoggingConfigurationCommand({ ResourceArn: acl.ARN }),
      );
      const group = `aws-waf-logs-petclinic-${env()}-${part}`;
      expect(LoggingConfiguration?.LogDestinationConfigs).toEqual([
        `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`,
      ]);
      expect(
        LoggingConfiguration?.RedactedFields?.map(({ SingleHeader }) => SingleHeader?.Name).sort(),
      ).toEqual(['authorization', 'cookie', 'x-origin-verify']);
      const { logGroups } = await world().aws.logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: group }),
      );
      expect(only(logGroups)).toMatchObject({
        retentionInDays: world().config.logRetentionDays,
        kmsKeyId: expect.stringMatching(/^arn:aws:kms:/) as unknown,
      });
    });

    test('may write to its log groups', async () => {
      const { resourcePolicies } = await world().aws.logs.send(new DescribeResourcePoliciesCommand({}));
      const { Statement } = JSON.parse(only(resourcePolicies).policyDocument ?? '') as {
        Statement: object[];
      };
      expect(only(Statement)).toMatchObject({
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Resource: [
          `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:aws-waf-logs-petclinic-${env()}-*:log-stream:*`,
        ],
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      });
    });
  });
}
