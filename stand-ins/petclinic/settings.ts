/** Variables of a process or task, by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface DataSource {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Connector/J's `sslMode`. @default PREFERRED */
  readonly sslMode: string;
  /** Milliseconds; 0 waits for ever. */
  readonly connectTimeout: number;
  /** Milliseconds; 0 waits for ever. */
  readonly socketTimeout: number;
  /** Connections. @default 10 */
  readonly poolSize: number;
  /** Milliseconds that a request waits for a connection. @default 30000 */
  readonly connectionTimeout: number;
  /** Milliseconds that a connection has to prove that it lives. @default 5000 */
  readonly validationTimeout: number;
}

export interface Settings {
  readonly address: string;
  readonly port: number;
  /** Path below which everything is, such as `/api/vets`; empty for the root. */
  readonly contextPath: string;
  /** Actuator endpoints that are served over HTTP. @default health */
  readonly exposed: readonly string[];
  /** True when the health endpoint has the groups `liveness` and `readiness`. */
  readonly probes: boolean;
  readonly dataSource?: DataSource;
}

const milliseconds = (text: string | null | undefined, otherwise: number): number =>
  text === undefined || text === null || text === '' ? otherwise : Number(text);

/**
 * The database that Spring Boot's variables name, or undefined when they name none.
 *
 * @throws Error when the URL is not one of Connector/J
 * @see https://dev.mysql.com/doc/connector-j/en/connector-j-reference-jdbc-url-format.html
 */
function dataSourceOf(variables: Variables): DataSource | undefined {
  const text = variables['SPRING_DATASOURCE_URL'];
  if (text === undefined) return undefined;
  if (!text.startsWith('jdbc:mysql://')) {
    throw new Error(`SPRING_DATASOURCE_URL: "${text}" does not begin with jdbc:mysql://`);
  }
  const url = new URL(text.slice('jdbc:'.length));
  return {
    host: url.hostname,
    port: Number(url.port || 3306),
    database: url.pathname.slice(1),
    user: variables['SPRING_DATASOURCE_USERNAME'] ?? '',
    password: variables['SPRING_DATASOURCE_PASSWORD'] ?? '',
    sslMode: url.searchParams.get('sslMode') ?? 'PREFERRED',
    connectTimeout: milliseconds(url.searchParams.get('connectTimeout'), 0),
    socketTimeout: milliseconds(url.searchParams.get('socketTimeout'), 0),
    poolSize: Number(variables['SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE'] ?? 10),
    connectionTimeout: milliseconds(variables['SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT'], 30_000),
    validationTimeout: milliseconds(variables['SPRING_DATASOURCE_HIKARI_VALIDATIONTIMEOUT'], 5_000),
  };
}

/** Settings of a service out of the variables that its image reads. */
export function settingsOf(variables: Variables): Settings {
  return {
    address: variables['SERVER_ADDRESS'] ?? '0.0.0.0',
    port: Number(variables['SERVER_PORT'] ?? 8080),
    contextPath: variables['SERVER_SERVLET_CONTEXT_PATH'] ?? '',
    exposed: (variables['MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE'] ?? 'health').split(','),
    probes: variables['MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED'] === 'true',
    dataSource: dataSourceOf(variables),
  };
}
