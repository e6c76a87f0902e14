import { readStackJson, Stack } from '../deploy/graph';
import { Plan } from '../plan/plan-json';

/** The part of a stack's JSON that says what the source wants of resources. */
interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
}
interface Body {
  readonly lifecycle?: { readonly ignore_changes?: 'all' | readonly string[] };
}

/** Of every resource, since the provider adds the environment's tags. */
const EVERYWHERE = ['tags', 'tags_all'];

const isIgnored = (attribute: string, ignored: 'all' | readonly string[]): boolean =>
  ignored === 'all' || ignored.some((path) => path.split(/[.[]/)[0] === attribute);

/** The attributes that the source sets and does not leave to others: a plan takes back what was done to them. */
export function configuredAttributes({ resource = {} }: Configuration): Plan['relevant_attributes'] & {} {
  return Object.entries(resource).flatMap(([type, all]) =>
    Object.entries(all).flatMap(([name, body]) => {
      const ignored = body.lifecycle?.ignore_changes ?? [];
      return [...new Set([...Object.keys(body), ...EVERYWHERE])]
        .filter((attribute) => !isIgnored(attribute, ignored))
        .map((attribute) => ({ resource: `${type}.${name}`, attribute: [attribute] }));
    }),
  );
}

/** A plan that only looked: what matters in it is what the source sets. */
export function asDrift(plan: Plan, stack: Stack): Plan {
  return {
    ...plan,
    relevant_attributes: configuredAttributes(readStackJson(stack) as Configuration),
  };
}
