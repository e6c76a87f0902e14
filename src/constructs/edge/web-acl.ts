import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ORIGIN_HEADER } from '../../lib/gateway';
import { LogGroup } from '../observability/log-group';
import { WafRule } from './waf-rule';

/**
 * Capacity in web ACL capacity units that the price of a web ACL includes.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
 */
const INCLUDED_CAPACITY = 1500;

/** Headers that the log redacts, since their values are credentials, or hold the query of a page. */
const REDACTED_HEADERS = ['authorization', 'cookie', 'referer', ORIGIN_HEADER];

/** Days that the log stays: it holds the address of each caller, which AWS WAF cannot redact. */
const LOG_DAYS = 7;

export interface WebAclProps {
  readonly name: string;
  readonly description: string;
  /** Rules of the ACL. It lets through each request that none of them blocks. */
  readonly rules: readonly WafRule[];
  /** ARN of the load balancer or stage that the ACL protects. */
  readonly resourceArn: string;
  /** KiB of a body that rules of the ACL of a stage see: 16, 32, 48 or 64; each step above 16 costs more. @default 16 */
  readonly inspectedKiB?: 16 | 32 | 48 | 64;
  /** Log group of the ACL, whose name has to begin with `aws-waf-logs-`. */
  readonly logs: { readonly name: string; readonly kmsKeyArn: string };
  /** Policy that lets the firewall write to the log group. */
  readonly logDelivery: ITerraformDependable;
}

/**
 * A web ACL for one resource, with a metric for each rule and a log of the requests that it blocks, without credentials and
 * queries, nor what a rule matched of them. Samples of requests, which the console shows with all their headers, are off.
 *
 * @throws when two rules have one priority, or when the rules take more capacity than AWS includes
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_DataProtection.html
 */
export class WebAcl extends Construct {
  /** Name of the ACL in its CloudWatch metrics. */
  readonly metricName: string;
  /** Name of its log group. */
  readonly logGroup: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, rules, inspectedKiB } = props;
    checkRules(name, rules);
    const visible = (metricName: string) => ({
      cloudwatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: false,
    });
    const acl = new Wafv2WebAcl(this, 'acl', {
      name,
      description: props.description,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rule: rules.map((rule) => ({
        name: rule.name,
        priority: rule.priority,
        ...rule.action,
        statement: rule.statement,
        visibilityConfig: visible(`${name}-${rule.name}`),
      })),
      associationConfig:
        inspectedKiB === undefined
          ? undefined
          : { requestBody: [{ apiGateway: { defaultSizeInspectionLimit: `KB_${inspectedKiB}` } }] },
      // A redacted log still shows the pieces of queries, bodies and headers that a rule matched.
      dataProtectionConfig: {
        dataProtection: [
          { action: 'SUBSTITUTION', field: { fieldType: 'QUERY_STRING' } },
          { action: 'SUBSTITUTION', field: { fieldType: 'BODY' } },
          { action: 'SUBSTITUTION', field: { fieldType: 'SINGLE_HEADER', fieldKeys: REDACTED_HEADERS } },
        ],
      },
      visibilityConfig: visible(name),
    });
    this.metricName = acl.visibilityConfig.metricName;
    const logGroup = new LogGroup(this, 'log', { ...props.logs, retentionDays: LOG_DAYS });
    this.logGroup = logGroup.name;
    const logging = new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      resourceArn: acl.arn,
      logDestinationConfigs: [logGroup.arn],
      redactedFields: [
        { queryString: {} },
        ...REDACTED_HEADERS.map((header) => ({ singleHeader: { name: header } })),
      ],
      loggingFilter: {
        defaultBehavior: 'DROP',
        filter: [
          {
            behavior: 'KEEP',
            requirement: 'MEETS_ANY',
            condition: [{ actionCondition: { action: 'BLOCK' } }],
          },
        ],
      },
      dependsOn: [props.logDelivery],
    });
    new Wafv2WebAclAssociation(this, 'association', {
      resourceArn: props.resourceArn,
      webAclArn: acl.arn,
      // Nothing passes that is not logged.
      dependsOn: [logging],
    });
  }
}

function checkRules(name: string, rules: readonly WafRule[]): void {
  const priorities = rules.map(({ priority }) => priority);
  const twice = priorities.find((priority, i) => priorities.indexOf(priority) !== i);
  if (twice !== undefined) {
    throw new Error(`Web ACL ${name}: two rules have the priority ${twice}; allowed: a number for each`);
  }
  const capacity = rules.reduce((sum, rule) => sum + rule.capacity, 0);
  if (capacity >= INCLUDED_CAPACITY) {
    throw new Error(
      `Web ACL ${name}: its rules take ${capacity} capacity units; allowed: fewer than ${INCLUDED_CAPACITY}`,
    );
  }
}
