import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeSecurityGroupsCommand, DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import {
  GetAliasCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { gatewayEvent, HttpRequest } from '../../tools/chat/gateway-event';
import { invoke } from '../../tools/chat/invoke';
import { adminLogin, cluster, sql } from './sql';
import { ACCOUNT, only, REGION, World } from './world';

/** Asks the emulator for the GenAI stack of the environment, and the function itself what a visitor would. */
export function describeGenai(world: () => World): void {
  const env = (): string => world().config.name;
  const table = (): string => `petclinic-${env()}-genai-sessions`;
  const functionName = (): string => `petclinic-${env()}-genai`;
  const dataKeyArn = async (): Promise<string | undefined> =>
    (await world().aws.kms.send(new DescribeKeyCommand({ KeyId: `alias/petclinic-${env()}-data` })))
      .KeyMetadata?.Arn;
  const alias = () =>
    world().aws.lambda.send(new GetAliasCommand({ FunctionName: functionName(), Name: 'live' }));

  test('callers get a published version, as it was configured', async () => {
    const { FunctionVersion = '' } = await alias();
    expect(FunctionVersion).toMatch(/^\d+$/);
    const configuration = await world().aws.lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: functionName(), Qualifier: 'live' }),
    );
    const { Endpoint, Port } = await cluster(world());
    const secret = await world().aws.secretsManager.send(
      new DescribeSecretCommand({ SecretId: `/petclinic/${env()}/db/users/genai` }),
    );
    expect(configuration).toMatchObject({
      Version: FunctionVersion,
      Runtime: 'python3.11',
      Handler: 'genai.handler.handler',
      Timeout: 27,
      MemorySize: 512,
      Role: `arn:aws:iam::${ACCOUNT}:role/${functionName()}`,
      KMSKeyArn: await dataKeyArn(),
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', LogGroup: `/petclinic/${env()}/genai` },
    });
    expect(configuration.Environment?.Variables).toEqual({
      DATABASE_HOST: Endpoint,
      DATABASE_PORT: String(Port),
      DATABASE_NAME: 'petclinic',
      DATABASE_SECRET_ARN: secret.ARN,
      SESSION_TABLE: table(),
      MODEL_ID_PARAMETER: `/petclinic/${env()}/genai/model-id`,
      EMBEDDING_MODEL_ID_PARAMETER: `/petclinic/${env()}/genai/embedding-model-id`,
    });
  });

  test('the models are parameters, and the role names exactly those', async () => {
    const { Parameters = [] } = await world().aws.ssm.send(
      new GetParametersByPathCommand({ Path: `/petclinic/${env()}/genai` }),
    );
    const { modelId, embeddingModelId } = world().config.genai;
    expect(
      Object.fromEntries(Parameters.map(({ Name = '', Value }) => [Name.split('/').at(-1), Value])),
    ).toEqual({ 'model-id': modelId, 'embedding-model-id': embeddingModelId });
    const { PolicyDocument = '' } = await world().aws.iam.send(
      new GetRolePolicyCommand({ RoleName: functionName(), PolicyName: functionName() }),
    );
    const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
      Statement: { Action: string[]; Resource: string[] }[];
    };
    const asked = Statement.filter(({ Action }) => Action.includes('bedrock:InvokeModel'));
    expect(asked.map(({ Resource }) => Resource)).toEqual([
      [modelId, embeddingModelId].map((id) => `arn:aws:bedrock:${REGION}::foundation-model/${id}`),
    ]);
  });

  test('as many requests run at once as the environment says', async () => {
    const { ReservedConcurrentExecutions } = await world().aws.lambda.send(
      new GetFunctionConcurrencyCommand({ FunctionName: functionName() }),
    );
    expect(ReservedConcurrentExecutions).toBe(world().config.genai.reservedConcurrency);
  });

  test('the sessions are in a table with our key that forgets them', async () => {
    const { dynamodb } = world().aws;
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table() }));
    expect(Table).toMatchObject({
      KeySchema: [{ AttributeName: 'sessionId', KeyType: 'HASH' }],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: await dataKeyArn() },
    });
    const { TimeToLiveDescription } = await dynamodb.send(
      new DescribeTimeToLiveCommand({ TableName: table() }),
    );
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
    const { ContinuousBackupsDescription } = await dynamodb.send(
      new DescribeContinuousBackupsCommand({ TableName: table() }),
    );
    expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe(
      'DISABLED',
    );
  });

  test('it is let out to the database, the endpoints and DynamoDB, and nobody is let in', async () => {
    const { ec2 } = world().aws;
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const named = (name: string) =>
      only(
        SecurityGroups.filter(({ Tags }) => Tags?.some(({ Key, Value }) => Key === 'Name' && Value === name)),
      );
    const { VpcEndpoints } = await ec2.send(
      new DescribeVpcEndpointsCommand({
        Filters: [{ Name: 'service-name', Values: [`com.amazonaws.${REGION}.dynamodb`] }],
      }),
    );
    expect(only(VpcEndpoints)).toMatchObject({ VpcEndpointType: 'Gateway', State: 'available' });
    expect(only(VpcEndpoints).RouteTableIds).toHaveLength(2);
    const { IpPermissions, IpPermissionsEgress = [] } = named(functionName());
    expect(IpPermissions).toEqual([]);
    const ways = IpPermissionsEgress.flatMap(
      ({ FromPort, UserIdGroupPairs = [], PrefixListIds = [], IpRanges = [] }) => [
        ...UserIdGroupPairs.map(({ GroupId }) => `${FromPort ?? 0} ${GroupId ?? ''}`),
        ...PrefixListIds.map(({ PrefixListId = '' }) => `${FromPort ?? 0} ${PrefixListId.slice(0, 3)}`),
        ...IpRanges.map(({ CidrIp }) => `${FromPort ?? 0} ${CidrIp ?? ''}`),
      ],
    );
    expect(ways.sort()).toEqual(
      [
        `3306 ${named(`petclinic-${env()}-database`).GroupId ?? ''}`,
        `443 ${named(`petclinic-${env()}-endpoints`).GroupId ?? ''}`,
        '443 pl-',
      ].sort(),
    );
  });

  describe('as deployed, invoked with an event of the gateway', () => {
    /** Status and body of the answer, and what the function logged. */
    async function ask(request: HttpRequest): Promise<{ status: number; body: unknown; log: string }> {
      const place = { endpoint: world().endpoint, region: REGION, name: functionName(), alias: 'live' };
      const { payload, logTail } = await invoke(place, gatewayEvent(request, 'v1'));
      const { statusCode, body } = JSON.parse(payload) as { statusCode: number; body: string };
      return { status: statusCode, body: JSON.parse(body), log: logTail };
    }
    const question = (text: string, sessionId?: string): HttpRequest => ({
      method: 'POST',
      path: '/api/genai',
      body: JSON.stringify({ question: text, sessionId }),
    });

    test('it is well: settings, secret, network and database', async () => {
      expect(await ask({ method: 'GET', path: '/api/genai/health' })).toMatchObject({
        status: 200,
        body: { status: 'UP' },
      });
    });

    test('it lists vets out of the migrated database, by a tool that the model calls', async () => {
      const { status, body, log } = await ask(question('Which vets know surgery?'));
      const { answer } = body as { answer: string };
      expect(status).toBe(200);
      expect(answer).toContain('Linda Douglas');
      expect(answer).toContain('Rafael Ortega');
      expect(answer).not.toContain('James Carter');
      expect(log).toContain('"tools": ["list_vets"]');
    });

    test('it remembers the conversation, in an item that ends within the hour', async () => {
      const first = await ask(question('Which vets know dentistry?'));
      const { sessionId } = first.body as { sessionId: string };
      const second = await ask(question('Thank you', sessionId));
      expect(second.body).toMatchObject({ sessionId });
      expect(second.log).toContain('"turns_before": 1');
      const { Items = [] } = await world().aws.dynamodb.send(new ScanCommand({ TableName: table() }));
      const item = only(Items.filter((each) => each['sessionId']?.S === sessionId));
      const secondsLeft = Number(item['expiresAt']?.N) - Date.now() / 1000;
      expect(secondsLeft).toBeGreaterThan(3000);
      expect(secondsLeft).toBeLessThanOrEqual(3600);
    });

    test('it refuses to write an owner without a proper telephone number, and the database stays as it was', async () => {
      const owners = async () => sql(world(), await adminLogin(world()), 'SELECT COUNT(*) FROM owners');
      const before = await owners();
      const { status, body, log } = await ask(
        question('Add an owner named Ann Lee, address: 1 Elm St., city: Ames, telephone: 12345.'),
      );
      expect([status, (body as { answer: string }).answer]).toEqual([
        200,
        expect.stringContaining('telephone has to be exactly 10 digits'),
      ]);
      expect(log).toContain('"tools": ["add_owner"]');
      expect(await owners()).toEqual(before);
    });

    test('it refuses a question that is too long, and what it does not know', async () => {
      expect(await ask(question('x'.repeat(4001)))).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('4000 are allowed') as unknown },
      });
      expect((await ask({ method: 'GET', path: '/api/genai/admin' })).status).toBe(404);
    });
  });
}
