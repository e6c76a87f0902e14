import { XraySamplingRule } from '@cdktf/provider-aws/lib/xray-sampling-rule';
import { Construct } from 'constructs';
import { SamplingRule } from './sampling-rules';

export interface ApiSamplingRuleProps extends SamplingRule {
  readonly name: string;
  readonly apiName: string;
  readonly stage: string;
}

/**
 * A rule by which API Gateway decides which requests to a stage are traced. The decision also holds for the function
 * behind it, which learns it from a header. No rule governs the services: Spring Boot traces one request in ten, and
 * does not read that header, so their traces begin with them.
 *
 * Rules belong to account and region; this one matches a single stage of a single API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-configuring-xray-sampling-rules.html
 * @see https://docs.spring.io/spring-boot/reference/actuator/tracing.html
 */
export class ApiSamplingRule extends Construct {
  constructor(scope: Construct, id: string, props: ApiSamplingRuleProps) {
    super(scope, id);
    new XraySamplingRule(this, 'rule', {
      ruleName: props.name,
      priority: props.priority,
      version: 1,
      serviceName: `${props.apiName}/${props.stage}`,
      serviceType: 'AWS::ApiGateway::Stage',
      resourceArn: '*',
      host: '*',
      httpMethod: props.method,
      urlPath: props.path,
      reservoirSize: props.perSecond,
      fixedRate: props.percentOfOthers / 100,
    });
  }
}
