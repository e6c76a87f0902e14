import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { GENAI_TIMEOUT_SECONDS } from '../../lib/genai-timeout';
import { LiveAlias } from '../compute/live-alias';
import { PythonFunction, PythonFunctionSetting } from '../compute/python-function';
import { GroupConnection } from '../network/group-connection';
import { genaiRights } from './genai-rights';

/** A value in Parameter Store. */
interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
}

export interface GenaiFunctionProps extends PythonFunctionSetting {
  readonly database: {
    readonly host: string;
    readonly port: string;
    readonly name: string;
    /** The secret of the function's own user. */
    readonly secretArn: string;
    readonly securityGroupId: string;
  };
  readonly sessionTable: { readonly name: string; readonly arn: string };
  readonly models: { readonly chat: Parameter; readonly embedding: Parameter };
  /** The addresses of DynamoDB, which its gateway endpoint leads to. */
  readonly dynamodbPrefixListId: string;
  /** `nat` where the network has no endpoint for Bedrock: the function may then call any address on 443. */
  readonly bedrockAccess: 'endpoint' | 'nat';
  readonly reservedConcurrency?: number | undefined;
  /** Key of the secret, the table and the function's environment. */
  readonly dataKeyArn: string;
}

/** The function that answers questions: Bedrock, the database, the sessions, and what of them it may reach. */
export class GenaiFunction extends Construct {
  readonly name: string;
  readonly alias: LiveAlias;
  /** Name of its log group. */
  readonly logGroup: string;
  readonly #securityGroupId: string;

  constructor(scope: Construct, id: string, props: GenaiFunctionProps) {
    super(scope, id);
    const { database, sessionTable, models, dataKeyArn, reservedConcurrency } = props;
    const { name, roleName, securityGroupName, logGroupName, code, logs, network, region, accountId } = props;
    const lambda = new PythonFunction(this, 'function', {
      ...{ name, roleName, securityGroupName, logGroupName, code, logs, network, region, accountId },
      description: 'Answers questions about the clinic',
      handler: 'genai.handler.handler',
      environment: {
        DATABASE_HOST: database.host,
        DATABASE_PORT: database.port,
        DATABASE_NAME: database.name,
        DATABASE_SECRET_ARN: database.secretArn,
        SESSION_TABLE: sessionTable.name,
        MODEL_ID_PARAMETER: models.chat.name,
        EMBEDDING_MODEL_ID_PARAMETER: models.embedding.name,
      },
      environmentKeyArn: dataKeyArn,
      statements: genaiRights({
        modelIds: [models.chat.value, models.embedding.value],
        parameterArns: [models.chat.arn, models.embedding.arn],
        sessionTableArn: sessionTable.arn,
        databaseSecretArn: database.secretArn,
        dataKeyArn,
        region,
      }),
      timeoutSeconds: GENAI_TIMEOUT_SECONDS,
      // Below this, importing the AWS SDK takes most of the time.
      memoryMiB: 512,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    });
    this.name = lambda.name;
    this.logGroup = lambda.logGroup;
    this.#securityGroupId = lambda.securityGroupId;
    this.alias = new LiveAlias(this, 'live', { lambda, needs: this.#waysOut(props) });
  }

  #waysOut(props: GenaiFunctionProps): ITerraformDependable[] {
    const { rules } = new GroupConnection(this, 'to-database', {
      fromGroupId: this.#securityGroupId,
      toGroupId: props.database.securityGroupId,
      tcpPort: 3306,
      description: 'GenAI function to the database',
    });
    return [
      ...rules,
      this.#httpsTo('to-sessions', 'DynamoDB, through its gateway endpoint', {
        prefixListId: props.dynamodbPrefixListId,
      }),
      ...(props.bedrockAccess === 'nat'
        ? [this.#httpsTo('to-bedrock', 'Bedrock, through NAT', { cidrIpv4: '0.0.0.0/0' })]
        : []),
    ];
  }

  #httpsTo(
    id: string,
    description: string,
    target: { readonly prefixListId: string } | { readonly cidrIpv4: string },
  ): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, id, {
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description,
      securityGroupId: this.#securityGroupId,
      ...target,
    });
  }
}
