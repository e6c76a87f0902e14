import { Conditions, Statement } from '../../core/policy-document';

/** An environment with the attributes that the rights of CI depend on. */
export interface ReachedEnvironment {
  readonly name: string;
  readonly region: string;
  /** Domain of the environment and its hosted zone. @default none */
  readonly domain?: { readonly name: string; readonly hostedZoneId: string };
}

/** Environments that the rights of a CI role cover: one for the role that applies it, all for the one that plans. */
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

  /**
   * Condition that a resource carries the tag of one of the environments, which the provider sets on every resource.
   */
  get tagged(): Conditions {
    return { StringEquals: { 'aws:ResourceTag/Environment': this.names } };
  }

  /** Condition that a request tags the resource that it makes with one of the environments. */
  get tagging(): Conditions {
    return { StringEquals: { 'aws:RequestTag/Environment': this.names } };
  }

  /** Condition that a request to KMS comes through one of these services, such as `rds`. */
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

/**
 * A group of related resources, such as the network: rights to read it for a plan, and to change it for apply and
 * destroy.
 */
export interface Area {
  /** Name in kebab-case, part of the policy's name. */
  readonly name: string;
  readonly reads: (reach: Reach) => Statement[];
  readonly writes: (reach: Reach) => Statement[];
}

/** Combines conditions that must hold together. */
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
