import { Conditions, Statement } from '../../core/policy-document';

/** An environment, as far as the rights of CI are about it. */
export interface ReachedEnvironment {
  readonly name: string;
  readonly region: string;
  /** Where its names stand, if it has a domain. */
  readonly domain?: { readonly name: string; readonly hostedZoneId: string };
}

/** How far the rights of a CI role go: one environment for the role that applies it, all of them for the one that plans. */
export class Reach {
  readonly names: readonly string[];
  readonly regions: readonly string[];

  constructor(
    readonly accountId: string,
    readonly environments: readonly ReachedEnvironment[],
  ) {
    this.names = environments.map(({ name }) => name);
    this.regions = unique(environments.map(({ region }) => region));
  }

  /**
   * ARNs for each environment.
   *
   * @param patterns what follows `arn:aws:`, with `<env>`, `<region>` and `<account>` where they belong, such as
   * `ecs:<region>:<account>:cluster/petclinic-<env>`
   */
  arns(...patterns: readonly string[]): string[] {
    return unique(
      this.environments.flatMap(({ name, region }) =>
        patterns.map((pattern) =>
          `arn:aws:${pattern}`
            .replaceAll('<env>', name)
            .replaceAll('<region>', region)
            .replaceAll('<account>', this.accountId),
        ),
      ),
    );
  }

  /** Holds for what carries the tag of one of the environments: every resource of a stack has it from the provider. */
  get tagged(): Conditions {
    return { StringEquals: { 'aws:ResourceTag/Environment': this.names } };
  }

  /** Holds for a request that gives what it makes that tag. */
  get tagging(): Conditions {
    return { StringEquals: { 'aws:RequestTag/Environment': this.names } };
  }

  /** Holds for a request that comes through one of these services, such as `rds`. */
  through(...services: readonly string[]): Conditions {
    return {
      StringEquals: {
        'kms:ViaService': this.regions.flatMap((region) =>
          services.map((service) => `${service}.${region}.amazonaws.com`),
        ),
      },
    };
  }
}

/** What belongs together, such as the network: what planning reads of it, and what applying and destroying change. */
export interface Area {
  /** In kebab-case: part of the policy's name. */
  readonly name: string;
  readonly reads: (reach: Reach) => Statement[];
  readonly writes: (reach: Reach) => Statement[];
}

/** Conditions that must hold together. */
export function all(...conditions: readonly Conditions[]): Conditions {
  const operators = unique(conditions.flatMap((condition) => Object.keys(condition)));
  return Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.assign({}, ...conditions.map((condition) => condition[operator])) as Conditions[string],
    ]),
  );
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];
