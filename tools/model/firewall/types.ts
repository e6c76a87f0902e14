/**
 * Web ACL of AWS WAF as plain data.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export interface WebAcl {
  readonly id: string;
  readonly name: string;
  /** Ids of the stages and load balancers that it stands before. */
  readonly resources: readonly string[];
  readonly defaultAction: Action;
  readonly rules: readonly Rule[];
  /** Bytes of a body that are inspected, where the web ACL sets them, by kind of resource, such as `API_GATEWAY`. */
  readonly inspectedBytes: Readonly<Record<string, number>>;
}

export interface Action {
  readonly kind: 'allow' | 'block' | 'count' | 'captcha' | 'challenge';
  /** Answer to a blocked request; 403 without a body unless the rule says otherwise. */
  readonly response?: { readonly status: number; readonly body?: string; readonly contentType?: string };
  /** Headers put before the request when it goes on, or into the answer to a blocked one. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Rule {
  readonly id: string;
  readonly priority: number;
  readonly statement: Statement;
  /** Action of the rule; undefined for a rule group, whose own rules act. */
  readonly action: Action | undefined;
  readonly labels: readonly string[];
}

export type Statement =
  | { readonly kind: 'and' | 'or'; readonly statements: readonly Statement[] }
  | { readonly kind: 'not'; readonly statement: Statement }
  | {
      readonly kind: 'ip-set';
      readonly id: string;
      readonly cidrs: readonly string[];
      readonly forwarded?: Forwarded | undefined;
    }
  | { readonly kind: 'label'; readonly scope: 'LABEL' | 'NAMESPACE'; readonly key: string }
  | ({ readonly kind: 'byte-match'; readonly search: string; readonly position: Position } & Inspection)
  | ({ readonly kind: 'regex'; readonly patterns: readonly string[] } & Inspection)
  | ({ readonly kind: 'size'; readonly operator: Comparison; readonly size: number } & Inspection)
  | {
      readonly kind: 'rate';
      readonly limit: number;
      readonly windowSeconds: number;
      /** Parts of a request that are counted apart, such as `IP`; none counts all together. */
      readonly keys: readonly string[];
      readonly scope?: Statement | undefined;
    }
  | {
      readonly kind: 'not-judged';
      readonly name: string;
      /** Rules of a managed group that only count, and leave their labels. */
      readonly counted?: readonly string[];
    };

export type Position = 'EXACTLY' | 'STARTS_WITH' | 'ENDS_WITH' | 'CONTAINS' | 'CONTAINS_WORD';
export type Comparison = 'EQ' | 'NE' | 'LE' | 'LT' | 'GE' | 'GT';

export interface Forwarded {
  readonly header: string;
  readonly fallback: 'MATCH' | 'NO_MATCH';
  readonly position: 'FIRST' | 'LAST' | 'ANY';
}

export interface Inspection {
  readonly field: Field;
  /** Text transformations, in the order in which they are applied. */
  readonly transformations: readonly string[];
}

export interface Field {
  /** Part of the request to inspect, such as `uri_path`, `single_header`. */
  readonly kind: string;
  /** Name of the single header or query argument, in lower case. */
  readonly name?: string | undefined;
  /** Handling of a body larger than the part that the firewall inspects. */
  readonly oversize?: string | undefined;
}
