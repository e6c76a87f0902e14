import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { Environment } from '../config/schema';
import { genaiUser } from '../config/sections/database-user';
import { Genai } from '../config/sections/genai';
import { ItemTable } from '../constructs/data/item-table';
import { GenaiFunction } from '../constructs/genai/genai-function';
import { ModelProfile } from '../constructs/genai/model-profile';
import { contract, text, textByKey } from '../core/contract';
import { EnvironmentStack, EnvironmentStackProps } from '../core/environment-stack';
import { lambdaPackage } from '../core/lambda-package';
import { mapByKey } from '../lib/keyed';
import { modelSource } from '../lib/model-source';
import { namesFor } from '../lib/naming';
import { parameterArn, parameterNames } from '../lib/parameter-names';
import { DATABASE, dataContract } from './data-stack';
import { networkContract } from './network-stack';
import { securityContract } from './security-stack';

/** Outputs of `genai` for the stacks that depend on it. */
export const genaiContract = contract('genai', {
  functionName: text('Name of the GenAI function'),
  aliasName: text('Alias of the GenAI function that callers use'),
  aliasArn: text('ARN of the alias: whoever lets a caller in adds the permission to it'),
  aliasInvokeArn: text('What the integration of an API calls to invoke the alias'),
  logGroup: text('Log group of the GenAI function'),
  modelProfileIds: textByKey('Id of the inference profile of each model: chat and embedding'),
});

export interface GenaiStackProps extends EnvironmentStackProps {
  readonly config: Environment;
  readonly genai: Genai;
}

/** The function that answers questions, the ids of its models and the table of its conversations. */
export class GenaiStack extends EnvironmentStack {
  constructor(scope: Construct, { config, genai: settings, ...props }: GenaiStackProps) {
    super(scope, 'genai', props);
    const { dataKeyArn, logsKeyArn } = this.read(securityContract);
    const { vpcId, appSubnetIds, endpointSecurityGroupId, dynamodbPrefixListId } = this.read(networkContract);
    const data = this.read(dataContract);
    const { modelId, embeddingModelId, bedrockAccess, dailyQuestions, reservedConcurrency } = settings;
    const names = namesFor(config.name);

    const parameters = parameterNames(config.name);
    const models = {
      chat: this.createModel('chat-model', modelId, parameters.modelId, 'Answers questions'),
      embedding: this.createModel(
        'embedding-model',
        embeddingModelId,
        parameters.embeddingModelId,
        'Compares vets with what is asked for',
      ),
    };
    // An item for each conversation, of use for an hour, and for each day's count of questions.
    const sessionTable = new ItemTable(this, 'sessions', {
      name: names('dynamodb-table', 'genai-sessions'),
      key: 'sessionId',
      expiry: 'expiresAt',
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
      corsOrigin: config.edge.corsOrigin,
      dailyQuestions,
      reservedConcurrency,
      dataKeyArn,
    });

    for (const [id, { parameter, profile }] of Object.entries({
      'model-id': models.chat,
      'embedding-model-id': models.embedding,
    })) {
      new SsmParameter(this, id, {
        name: parameter.name,
        description: 'Model that the GenAI function asks, as an application inference profile',
        type: 'String',
        value: profile.arn,
        dependsOn: [...genai.modelRights],
      });
    }

    this.publish(genaiContract, {
      functionName: genai.name,
      aliasName: genai.alias.name,
      aliasArn: genai.alias.arn,
      aliasInvokeArn: genai.alias.invokeArn,
      logGroup: genai.logGroup,
      modelProfileIds: mapByKey(models, ({ profile }) => profile.id),
    });
  }

  private createModel(id: string, identifier: string, parameterName: string, description: string) {
    const names = namesFor(this.environment);
    const slug = identifier.replace(/^arn:.*\//, '').replaceAll(/[^a-z0-9]+/g, '-');
    const profile = new ModelProfile(this, id, {
      name: names('inference-profile', slug),
      description,
      source: modelSource(identifier),
    });
    const parameter = {
      name: parameterName,
      arn: parameterArn(this.region, this.accountId, parameterName),
    };
    return { profile, parameter, policyName: names('iam-policy', 'ask', slug) };
  }
}
