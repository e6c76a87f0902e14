import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { genaiUser } from '../config/sections/database-user';
import { GenaiFunction, GenaiFunctionProps } from '../constructs/genai/genai-function';
import { SessionTable } from '../constructs/genai/session-table';
import { contract, text } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { lambdaPackage } from '../core/lambda-package';
import { namesFor } from '../lib/naming';
import { parameterArn, parameterNames } from '../lib/parameter-names';
import { DATABASE, dataContract } from './data-stack';
import { networkContract } from './network-stack';
import { securityContract } from './security-stack';

/** What the stacks behind `genai` may use. */
export const genaiContract = contract('genai', {
  functionName: text('Name of the GenAI function'),
  aliasName: text('Alias of the GenAI function that callers use'),
  aliasArn: text('ARN of the alias: whoever lets a caller in adds the permission to it'),
  aliasInvokeArn: text('What the integration of an API calls to invoke the alias'),
  logGroup: text('Log group of the GenAI function'),
});

export interface GenaiStackProps extends EnvironmentStackProps {
  readonly config: Environment;
}

/** The function that answers questions, the ids of its models and the table of its conversations. */
export class GenaiStack extends EnvironmentStack {
  constructor(scope: Construct, { config, ...props }: GenaiStackProps) {
    super(scope, 'genai', props);
    const { dataKeyArn, logsKeyArn } = this.read(securityContract);
    const { vpcId, appSubnetIds, endpointSecurityGroupId, dynamodbPrefixListId } = this.read(networkContract);
    const data = this.read(dataContract);
    const { bedrockAccess, reservedConcurrency } = config.genai;
    const names = namesFor(config.name);

    const models = this.createModelIds(config);
    const sessionTable = new SessionTable(this, 'sessions', {
      name: names('dynamodb-table', 'genai-sessions'),
      kmsKeyArn: dataKeyArn,
    });
    const genai = new GenaiFunction(this, 'genai', {
      name: names('lambda-function', 'genai'),
      roleName: names('iam-role', 'genai'),
      securityGroupName: names('security-group', 'genai'),
      logGroupName: names('log-group', 'genai'),
      code: lambdaPackage('genai'),
      logs: { retentionDays: config.logRetentionDays, kmsKeyArn: logsKeyArn },
      network: { vpcId, subnetIds: appSubnetIds, endpointSecurityGroupId },
      database: {
        host: data.databaseEndpoint,
        port: data.databasePort,
        name: DATABASE,
        secretArn: data.userSecretArns(genaiUser.user),
        securityGroupId: data.databaseSecurityGroupId,
      },
      sessionTable,
      models,
      dynamodbPrefixListId,
      bedrockAccess,
      reservedConcurrency,
      dataKeyArn,
      region: this.region,
      accountId: this.accountId,
    });

    this.publish(genaiContract, {
      functionName: genai.name,
      aliasName: genai.alias.name,
      aliasArn: genai.alias.arn,
      aliasInvokeArn: genai.alias.invokeArn,
      logGroup: genai.logGroup,
    });
  }

  private createModelIds({ genai, name: environment }: Environment): GenaiFunctionProps['models'] {
    const names = parameterNames(environment);
    const parameter = (id: string, name: string, description: string, value: string) => {
      new SsmParameter(this, id, { name, description, type: 'String', value });
      return { name, arn: parameterArn(this.region, this.accountId, name), value };
    };
    return {
      chat: parameter('model-id', names.modelId, 'Model that answers questions', genai.modelId),
      embedding: parameter(
        'embedding-model-id',
        names.embeddingModelId,
        'Model that compares vets with what is asked for',
        genai.embeddingModelId,
      ),
    };
  }
}
