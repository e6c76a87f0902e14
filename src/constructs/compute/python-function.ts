import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, ITerraformDependable, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { LambdaPackage } from '../../core/lambda-package';
import { Statement } from '../../core/policy-document';
import { ServiceRole } from '../governance/service-role';
import { GroupConnection } from '../network/group-connection';
import { SecurityGroup } from '../network/security-group';
import { LogGroup } from '../observability/log-group';
import { runtimeRights } from './function-rights';

export interface PythonFunctionProps {
  /** Name of the function. */
  readonly name: string;
  readonly description: string;
  readonly roleName: string;
  readonly securityGroupName: string;
  readonly logGroupName: string;
  readonly code: LambdaPackage;
  /** Module and function, such as `db_migrate.handler.handle`. */
  readonly handler: string;
  /** Environment variables; at most 4 KiB with their names. */
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of the key that encrypts the environment variables. */
  readonly environmentKeyArn: string;
  /** Rights of the code. The construct adds the rights for the VPC, logs and traces. */
  readonly statements: readonly Statement[];
  /** Timeout, 1 to 900. */
  readonly timeoutSeconds: number;
  /** Memory, 128 to 10240. CPU grows with it. */
  readonly memoryMiB: number;
  /**
   * Invocations at once; Lambda refuses more. At least 1: with 0 the function would never run.
   *
   * @default those of the account that no other function has reserved
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrency?: number;
  readonly logs: { readonly retentionDays: number; readonly kmsKeyArn: string };
  readonly network: {
    readonly vpcId: string;
    readonly subnetIds: string[];
    /** Group of the interface endpoints, which the function calls on 443. */
    readonly endpointSecurityGroupId: string;
  };
}

/** Settings that a stack passes through for a function, apart from its purpose. */
export type PythonFunctionSetting = Pick<
  PythonFunctionProps,
  'name' | 'roleName' | 'securityGroupName' | 'logGroupName' | 'code' | 'logs' | 'network'
>;

/**
 * A Lambda function in Python, inside the VPC, with a role, a security group and a log group of its own. It reaches the
 * interface endpoints; another way out is a {@link GroupConnection} beside it. Each change of code or configuration is
 * published as a version, to which an alias can point and go back.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export class PythonFunction extends Construct {
  readonly name: string;
  /** The version that was published last. */
  readonly version: string;
  readonly securityGroupId: string;
  readonly roleId: string;
  /** Name of its log group. */
  readonly logGroup: string;
  /** Resources that a caller depends on if it calls the function as soon as it exists. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PythonFunctionProps) {
    super(scope, id);
    const { code, network } = props;
    const logGroup = new LogGroup(this, 'log-group', { name: props.logGroupName, ...props.logs });
    const role = new ServiceRole(this, 'role', {
      name: props.roleName,
      description: props.description,
      service: 'lambda.amazonaws.com',
      statements: [
        ...runtimeRights(BaseStack.of(this), { ...props, logGroupArn: logGroup.arn }),
        ...props.statements,
      ],
    });
    const securityGroup = new SecurityGroup(this, 'security-group', {
      name: props.securityGroupName,
      description: props.description,
      vpcId: network.vpcId,
    });
    const toEndpoints = new GroupConnection(this, 'to-endpoints', {
      fromGroupId: securityGroup.id,
      toGroupId: network.endpointSecurityGroupId,
      tcpPort: 443,
      description: `${props.name} to the interface endpoints`,
    });
    const archive = new TerraformAsset(this, 'code', {
      path: code.path,
      type: AssetType.FILE,
      assetHash: code.sha256Hex,
    });
    const lambda = new LambdaFunction(this, 'function', {
      functionName: props.name,
      description: props.description,
      role: role.arn,
      runtime: 'python3.11',
      architectures: ['x86_64'],
      handler: props.handler,
      filename: archive.path,
      sourceCodeHash: code.sha256Base64,
      timeout: props.timeoutSeconds,
      memorySize: props.memoryMiB,
      reservedConcurrentExecutions: props.reservedConcurrency,
      publish: true,
      environment: { variables: props.environment },
      kmsKeyArn: props.environmentKeyArn,
      loggingConfig: {
        logFormat: 'JSON',
        applicationLogLevel: 'INFO',
        systemLogLevel: 'INFO',
        logGroup: logGroup.name,
      },
      tracingConfig: { mode: 'Active' },
      vpcConfig: { subnetIds: network.subnetIds, securityGroupIds: [securityGroup.id] },
      // Lambda's network interfaces stay for up to 40 minutes, and would hold the group for as long.
      replaceSecurityGroupsOnDestroy: true,
      // AWS refuses a function in a VPC whose role has no right to network interfaces, and uses it once more to remove them.
      dependsOn: [role.rights],
    });
    this.name = lambda.functionName;
    this.version = lambda.version;
    this.logGroup = logGroup.name;
    this.securityGroupId = securityGroup.id;
    this.roleId = role.name;
    this.ready = [lambda, ...toEndpoints.rules];
  }
}
