import { createHash } from 'node:crypto';

/** Attributes of the REST API itself that take effect with a deployment; a change of its name or tags needs none. */
const OF_THE_API = ['binary_media_types', 'disable_execute_api_endpoint'];

/**
 * A Terraform expression that changes exactly when the definition of a REST API does: a hash of what synthesis knows of it,
 * and the values that it takes from elsewhere. Their hash tells nobody a secret of 64 characters.
 *
 * @param resources the configurations of all that a deployment takes a copy of, and of the API, by address
 */
export function definitionOf(resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const parts = Object.entries(resources)
    .map(([address, body]) =>
      address.startsWith('aws_api_gateway_rest_api.')
        ? Object.fromEntries(OF_THE_API.map((name) => [name, body[name]]))
        : body,
    )
    .map((part) => JSON.stringify(part, sorted))
    .sort();
  const known = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const elsewhere = [...new Set(parts.flatMap((part) => part.match(/\bdata(\.[\w-]+){3,}/g) ?? []))].sort();
  return `\${nonsensitive(sha256(jsonencode([${[`"${known}"`, ...elsewhere].join(', ')}])))}`;
}

/** Key under which cdktf notes the construct that a resource belongs to. */
const NOTES = '//';

/** Keys in their order, so that the hash does not depend on how a literal is sorted. */
const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== NOTES)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;
