import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { BaseStack } from '../../core/base-stack';
import { LambdaPackage } from '../../core/lambda-package';
import { keyThrough } from '../governance/kms-key';
import { ServiceRole } from '../governance/service-role';
import { LogGroup } from './log-group';

export interface ProbeProps {
  readonly name: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly ruleName: string;
  readonly code: LambdaPackage;
  /** Environment of the function, which names the public URLs that have to answer 200. */
  readonly variables: Readonly<Record<string, string>>;
  /** Key of the function's environment. */
  readonly dataKeyArn: string;
  readonly logs: { readonly retentionDays: number; readonly kmsKeyArn: string };
}

/**
 * A function that requests public URLs every minute. An invocation fails unless all answer 200, so its errors show an
 * outage that no other metric shows: no requests arrive, all get 403, or DNS or the certificate is wrong. It runs
 * outside of the VPC, as callers do, and may only write its log.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
 */
export class Probe extends Construct {
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: ProbeProps) {
    super(scope, id);
    const { name, code } = props;
    const logGroup = new LogGroup(this, 'log-group', { name: props.logGroupName, ...props.logs });
    const role = new ServiceRole(this, 'role', {
      name: props.roleName,
      description: 'Probe of the public URLs',
      service: 'lambda.amazonaws.com',
      statements: [
        {
          sid: 'WriteLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`${logGroup.arn}:*`],
        },
        keyThrough('ReadEnvironment', 'lambda', BaseStack.of(this), props.dataKeyArn),
      ],
    });
    const archive = new TerraformAsset(this, 'code', {
      path: code.path,
      type: AssetType.FILE,
      assetHash: code.sha256Hex,
    });
    const lambda = new LambdaFunction(this, 'function', {
      functionName: name,
      description: 'Requests the public URLs every minute',
      role: role.arn,
      runtime: 'python3.11',
      architectures: ['x86_64'],
      handler: 'probe.handler.handler',
      filename: archive.path,
      sourceCodeHash: code.sha256Base64,
      // A request waits for 10 s.
      timeout: 20,
      memorySize: 128,
      environment: { variables: props.variables },
      kmsKeyArn: props.dataKeyArn,
      loggingConfig: {
        logFormat: 'JSON',
        applicationLogLevel: 'INFO',
        systemLogLevel: 'INFO',
        logGroup: logGroup.name,
      },
      dependsOn: [role.rights],
    });
    this.functionName = lambda.functionName;
    this.#everyMinute(lambda, props.ruleName);
  }

  #everyMinute(lambda: LambdaFunction, ruleName: string): void {
    // The next minute is the next try; Lambda would repeat a failure twice.
    new LambdaFunctionEventInvokeConfig(this, 'no-retries', {
      functionName: lambda.functionName,
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
    });
    const rule = new CloudwatchEventRule(this, 'schedule', {
      name: ruleName,
      description: 'Runs the probe',
      scheduleExpression: 'rate(1 minute)',
    });
    new LambdaPermission(this, 'permission', {
      statementId: 'schedule',
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, 'target', { rule: rule.name, targetId: 'probe', arn: lambda.arn });
  }
}
