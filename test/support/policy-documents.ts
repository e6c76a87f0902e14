import { onlyBounds } from './boundaries';
import { Resource, ResourceGraph } from './resource-graph';
import { fillIn } from './values';

/** Kind of a document by who reads it, which decides what may stand in it. */
export type PolicyKind = 'identity' | 'boundary' | 'trust' | 'key' | 'endpoint' | 'resource';

/** A policy document in an attribute of a resource. */
export interface PolicyDocument {
  readonly resource: Resource;
  /** Terraform attribute, such as `policy` or `assume_role_policy`. */
  readonly attribute: string;
  readonly kind: PolicyKind;
  readonly statements: readonly PolicyStatement[];
  /** The JSON, with realistic values for its references and without white space. */
  readonly json: string;
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: string | Record<string, string | string[]>;
  readonly Action?: string | string[];
  readonly NotAction?: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/** The attributes that hold policy documents. */
export const POLICY_ATTRIBUTES = [
  'policy',
  'assume_role_policy',
  'access_policy',
  'policy_document',
  'resource_policy',
];

const IDENTITY_POLICIES = [
  'aws_iam_policy',
  'aws_iam_role_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
];

function kindOf(graph: ResourceGraph, resource: Resource, attribute: string): PolicyKind {
  const { type } = resource;
  if (attribute === 'assume_role_policy') return 'trust';
  if (type === 'aws_iam_policy' && onlyBounds(graph, resource)) return 'boundary';
  if (IDENTITY_POLICIES.includes(type)) return 'identity';
  if (type.startsWith('aws_kms_')) return 'key';
  return type.startsWith('aws_vpc_endpoint') ? 'endpoint' : 'resource';
}

/** Tells whether an attribute holds a document that can be read before Terraform runs. */
export const isLiteral = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('{');

/** The documents of one resource. */
export function policiesIn(graph: ResourceGraph, resource: Resource): PolicyDocument[] {
  return POLICY_ATTRIBUTES.flatMap((attribute) => {
    const value = resource.body[attribute];
    if (!isLiteral(value)) return [];
    const document = JSON.parse(value, (_, part: unknown) =>
      typeof part === 'string' ? fillIn(graph, resource, part) : part,
    ) as { Statement?: PolicyStatement | PolicyStatement[] };
    const statements = document.Statement ?? [];
    return [
      {
        resource,
        attribute,
        kind: kindOf(graph, resource, attribute),
        statements: Array.isArray(statements) ? statements : [statements],
        json: JSON.stringify(document),
      },
    ];
  });
}

/** Tells a policy from the lifecycle policy of a repository, which has the same attribute and no statements. */
export const isPolicy = ({ statements }: PolicyDocument): boolean => statements.length > 0;
