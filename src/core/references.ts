/** Terraform JSON, as far as it declares what may be referred to: type → name → body. */
interface Declarations {
  readonly resource?: Readonly<Record<string, object>>;
  readonly data?: Readonly<Record<string, object>>;
}

const EXPRESSION = /\$\{[^{}]*\}/g;

/** The address of a resource or data source in an expression; not within a longer one, such as that of a module's. */
const ADDRESS = /(?<![\w.-])(data\.)?(aws_\w+|terraform_remote_state)\.([a-z][\w-]*)/g;

/** The first address that an expression of the configuration refers to and that the configuration does not declare. */
export function undeclaredReference(configuration: Declarations): string | undefined {
  const { resource = {}, data = {} } = configuration;
  const isDeclared = (isData: boolean, type: string, name: string): boolean =>
    Object.hasOwn((isData ? data : resource)[type] ?? {}, name);
  for (const [expression] of JSON.stringify(configuration).matchAll(EXPRESSION)) {
    for (const [address, prefix, type = '', name = ''] of expression.matchAll(ADDRESS)) {
      if (!isDeclared(prefix !== undefined, type, name)) return address;
    }
  }
  return undefined;
}
