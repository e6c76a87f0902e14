import { Placement } from '../services';

/**
 * Application load balancer as plain data; its placement says where it stands.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 */
export interface LoadBalancer extends Placement {
  readonly kind: 'load-balancer';
  /** DNS name that AWS assigns; undefined where it is not known. */
  readonly dnsName: string | undefined;
  readonly dropsInvalidHeaders: boolean;
  readonly idleTimeoutSeconds: number;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly id: string;
  readonly port: number;
  readonly protocol: string;
  readonly rules: readonly ListenerRule[];
  readonly defaultActions: readonly ListenerAction[];
}

export interface ListenerRule {
  readonly id: string;
  readonly priority: number;
  readonly conditions: readonly Condition[];
  readonly actions: readonly ListenerAction[];
}

export interface Condition {
  readonly field:
    'path-pattern' | 'host-header' | 'http-header' | 'http-request-method' | 'query-string' | 'source-ip';
  /** Name of the header; for `http-header` alone. */
  readonly name?: string;
  readonly values: readonly string[];
  /** Regular expressions in place of values. */
  readonly patterns?: readonly string[];
  /** Keys and values of the query; for `query-string` alone. */
  readonly pairs?: readonly { readonly key?: string | undefined; readonly value: string }[];
}

export type ListenerAction =
  | {
      readonly kind: 'forward';
      readonly targets: readonly { readonly targetGroup: string; readonly weight: number }[];
    }
  | {
      readonly kind: 'redirect';
      readonly status: number;
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    }
  | {
      readonly kind: 'fixed-response';
      readonly status: number;
      readonly contentType?: string | undefined;
      readonly body?: string | undefined;
    }
  | { readonly kind: 'not-judged'; readonly name: string };

export interface TargetGroup {
  readonly id: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** `ip`, `instance`, `lambda` or `alb`. */
  readonly targetType: string;
  readonly health: HealthCheck;
  readonly deregistrationSeconds: number;
}

export interface HealthCheck {
  readonly path: string;
  /** `traffic-port` for the port of the target. */
  readonly port: string;
  readonly protocol: string;
  readonly matcher: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}
