import { configurationsIn } from './output-folder';
import { isPolicy, policiesIn, PolicyDocument } from './policy-documents';
import { Resource, ResourceGraph } from './resource-graph';
import { arnIn, textIn } from './values';

export { blocks, environmentOf, listOf } from './resource-graph';
export type { Body, Configuration, Place, Resource } from './resource-graph';

/** The deployed resources: the stacks of all environments, with realistic values for their references. */
export class Estate extends ResourceGraph {
  #documents: PolicyDocument[] | undefined;

  /** The policy documents of every resource, with realistic values for their references. */
  policyDocuments(): PolicyDocument[] {
    this.#documents ??= this.resources.flatMap((resource) => policiesIn(this, resource)).filter(isPolicy);
    return this.#documents;
  }

  /** An attribute of a resource, with realistic values for its references; undefined unless it is a string. */
  text(resource: Resource, attribute: string): string | undefined {
    return textIn(this, resource, attribute);
  }

  /** The ARN of a resource in our account; undefined for a type whose ARNs `values.ts` does not know. */
  arn(resource: Resource): string | undefined {
    return arnIn(this, resource);
  }
}

/** The estate that lies in the output folder of a synthesis. */
export const estateOf = (outdir: string): Estate => new Estate(configurationsIn(outdir));
