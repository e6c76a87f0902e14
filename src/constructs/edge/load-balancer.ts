import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener, LbListenerConfig } from '@cdktf/provider-aws/lib/lb-listener';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { SecurityGroup } from '../network/security-group';

/**
 * Seconds for which an idle connection stays open. They exceed the 29 s of the gateway's timeout, so that the gateway
 * reports it, and fall short of the 60 s for which Tomcat keeps a connection, so that the load balancer never sends
 * into one that is closing.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#connection-idle-timeout
 */
const IDLE_TIMEOUT_SECONDS = 35;

/**
 * TLS policy of the HTTPS listener: TLS 1.3 and 1.2 with forward secrecy.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';

/** Answer to requests that no rule matches, as those that bypass the gateway. */
const FORBIDDEN: LbListenerConfig['defaultAction'] = [
  {
    type: 'fixed-response',
    fixedResponse: {
      statusCode: '403',
      contentType: 'application/json',
      messageBody: '{"message":"Forbidden"}',
    },
  },
];

const TO_HTTPS: LbListenerConfig['defaultAction'] = [
  { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
];

export interface LoadBalancerProps {
  readonly name: string;
  readonly securityGroupName: string;
  readonly vpcId: string;
  /** Public subnets in at least two zones. */
  readonly subnetIds: string[];
  /** Bucket whose policy lets load balancers of this account write under the prefix: AWS tries it. */
  readonly accessLogs: { readonly bucket: string; readonly prefix: string };
  /** Certificate of the HTTPS listener: with it, 443 serves and 80 redirects to 443; without it, 80 serves. */
  readonly certificateArn: string | undefined;
  /**
   * Origin whose pages may read the answers in a browser. It is set here because the gateway passes answers on
   * unchanged.
   */
  readonly corsOrigin: string;
  readonly deletionProtection: boolean;
}

/**
 * The application load balancer of the services. It always spreads over all zones, as every application load balancer
 * does, and answers 403 to each request that no listener rule matches.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 */
export class LoadBalancer extends Construct {
  readonly arn: string;
  /** Suffix of the ARN, `app/<name>/<id>`: the load balancer's dimension in CloudWatch metrics. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Hosted zone of the DNS name, for an alias record. */
  readonly zoneId: string;
  readonly securityGroupId: string;
  /** ARN of the listener that serves requests. */
  readonly listenerArn: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { certificateArn } = props;
    this.securityGroupId = new SecurityGroup(this, 'security-group', {
      name: props.securityGroupName,
      description: 'Load balancer: its listeners from anywhere, to the services that add a rule',
      vpcId: props.vpcId,
    }).id;
    const balancer = new Lb(this, 'load-balancer', {
      name: props.name,
      loadBalancerType: 'application',
      internal: false,
      subnets: props.subnetIds,
      securityGroups: [this.securityGroupId],
      idleTimeout: IDLE_TIMEOUT_SECONDS,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'defensive',
      enableDeletionProtection: props.deletionProtection,
      accessLogs: { ...props.accessLogs, enabled: true },
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;

    this.#admitAnyone();
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
    const serving = {
      defaultAction: FORBIDDEN,
      routingHttpResponseAccessControlAllowOriginHeaderValue: props.corsOrigin,
    };
    const http = this.createListener('http', {
      port: 80,
      protocol: 'HTTP',
      ...(certificateArn === undefined ? serving : { defaultAction: TO_HTTPS }),
    });
    this.listenerArn =
      certificateArn === undefined
        ? http
        : this.createListener('https', {
            port: 443,
            protocol: 'HTTPS',
            certificateArn,
            sslPolicy: TLS_POLICY,
            ...serving,
          });
  }

  /** Lets both ports in, with a certificate or without: a port that nothing listens on refuses by itself. */
  #admitAnyone(): void {
    for (const [key, port] of Object.entries({ http: 80, https: 443 })) {
      new VpcSecurityGroupIngressRule(this, `${key}-from-any`, {
        description: `${key.toUpperCase()} from anywhere`,
        securityGroupId: this.securityGroupId,
        cidrIpv4: '0.0.0.0/0',
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
      });
    }
  }

  private createListener(key: string, config: Omit<LbListenerConfig, 'loadBalancerArn'>): string {
    return new LbListener(this, `${key}-listener`, { ...config, loadBalancerArn: this.arn }).arn;
  }
}
