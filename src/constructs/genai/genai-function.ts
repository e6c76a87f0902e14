import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { policyDocument } from '../../core/policy-document';
import { GENAI_TIMEOUT_SECONDS } from '../../lib/gateway';
import { byKey } from '../../lib/keyed';
import { LiveAlias } from '../compute/live-alias';
import { PythonFunction, PythonFunctionSetting } from '../compute/python-function';
import { GroupConnection } from '../network/group-connection';
import { genaiRights } from './genai-rights';
import { ModelProfile } from './model-profile';

/** A model that the function calls. */
interface AskedModel {
  readonly profile: ModelProfile;
  /** The parameter that holds the profile's ARN. */
  readonly parameter: { readonly name: string; readonly arn: string };
  /**
   * Name of the policy with the rights to call it. It names the model, so that the old one stays until the new one is
   * there.
   */
  readonly policyName: string;
}

export interface GenaiFunctionProps extends PythonFunctionSetting {
  readonly database: {
    readonly host: string;
    readonly port: string;
    readonly name: string;
    /** ARN of the secret of the function's own database user. */
    readonly secretArn: string;
    readonly securityGroupId: string;
  };
  readonly sessionTable: { readonly name: string; readonly arn: string };
  readonly models: { readonly chat: AskedModel; readonly embedding: AskedModel };
  /** Prefix list of DynamoDB's addresses, to which the gateway endpoint leads. */
  readonly dynamodbPrefixListId: string;
  /** `nat` where the network has no endpoint for Bedrock: the function may then call any address on 443. */
  readonly bedrockAccess: 'endpoint' | 'nat';
  /** Origin of the pages that may call the function from another domain. */
  readonly corsOrigin: string;
  /** Number of questions that are answered in a day. */
  readonly dailyQuestions: number;
  readonly reservedConcurrency?: number | undefined;
  /** Key of the secret, the table and the function's environment. */
  readonly dataKeyArn: string;
}

/**
 * The function that answers questions, with its rights and its network paths to Bedrock, the database and the sessions.
 */
export class GenaiFunction extends Construct {
  readonly name: string;
  readonly alias: LiveAlias;
  /** Name of its log group. */
  readonly logGroup: string;
  /** Policies that a parameter with a model depends on: the function follows a changed parameter at once. */
  readonly modelRights: readonly ITerraformDependable[];
  readonly #securityGroupId: string;

  constructor(scope: Construct, id: string, props: GenaiFunctionProps) {
    super(scope, id);
    const { database, sessionTable, models, dataKeyArn, reservedConcurrency } = props;
    const { name, roleName, securityGroupName, logGroupName, code, logs, network } = props;
    const lambda = new PythonFunction(this, 'function', {
      ...{ name, roleName, securityGroupName, logGroupName, code, logs, network },
      description: 'Answers questions about the clinic',
      handler: 'genai.handler.handler',
      environment: {
        DATABASE_HOST: database.host,
        DATABASE_PORT: database.port,
        DATABASE_NAME: database.name,
        DATABASE_SECRET_ARN: database.secretArn,
        SESSION_TABLE: sessionTable.name,
        CORS_ORIGIN: props.corsOrigin,
        DAILY_QUESTIONS: String(props.dailyQuestions),
        MODEL_ID_PARAMETER: models.chat.parameter.name,
        EMBEDDING_MODEL_ID_PARAMETER: models.embedding.parameter.name,
      },
      environmentKeyArn: dataKeyArn,
      statements: genaiRights(BaseStack.of(this), {
        parameterArns: [models.chat.parameter.arn, models.embedding.parameter.arn],
        sessionTableArn: sessionTable.arn,
        databaseSecretArn: database.secretArn,
        dataKeyArn,
      }),
      timeoutSeconds: GENAI_TIMEOUT_SECONDS,
      // Below this, importing the AWS SDK takes most of the time.
      memoryMiB: 512,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    });
    this.name = lambda.name;
    this.logGroup = lambda.logGroup;
    this.#securityGroupId = lambda.securityGroupId;
    this.modelRights = byKey(models).map(
      ([key, { profile, policyName }]) =>
        new IamRolePolicy(this, `ask-${key}`, {
          name: policyName,
          role: lambda.roleId,
          policy: policyDocument(...profile.statements),
          lifecycle: { createBeforeDestroy: true },
        }),
    );
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
