import { POOL_SIZE } from './aurora-connections';
import { GATEWAY_STAGE } from './gateway';

/** A service that another one asks for its state. */
export interface Peer {
  readonly name: string;
  /** Context path, under which its actuator is. */
  readonly path: string;
  /** Address that the service listens at, such as `http://vets-service.petclinic.local:8080`. */
  readonly url: string;
}

export interface SpringBootApplication {
  readonly path: string;
  readonly database: boolean;
  /** The services that it polls; none when it polls nobody. */
  readonly peers: readonly Peer[];
}

/** The profile that the images bring for a database server; `default` names no profile of theirs. */
export const springProfile = (database: boolean): string => (database ? 'mysql' : 'default');

/**
 * Plain-text environment variables of a Spring Boot image. The task definition adds those from Parameter Store and
 * Secrets Manager. docs/services.md says which service reads which variable.
 */
export function springVariables({ path, database, peers }: SpringBootApplication): Record<string, string> {
  return {
    // One for each of Spring Boot's web stacks: admin-server runs on WebFlux, which knows no servlet.
    SERVER_SERVLET_CONTEXT_PATH: path,
    SPRING_WEBFLUX_BASE_PATH: path,
    EUREKA_CLIENT_ENABLED: 'false',
    SPRING_CLOUD_CONFIG_ENABLED: 'false',
    MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health,info,metrics,prometheus',
    ...(database
      ? {
          SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE: String(POOL_SIZE),
          // The migration function owns the schema.
          SPRING_JPA_HIBERNATE_DDLAUTO: 'none',
          SPRING_SQL_INIT_MODE: 'never',
        }
      : {}),
    ...(peers.length > 0 ? { SPRING_APPLICATION_JSON: JSON.stringify(discovery(peers)) } : {}),
  };
}

/**
 * Settings of Spring Cloud's simple discovery client. It keeps host and port of an address only, so Spring Boot Admin
 * learns from the metadata that the actuator is below the context path.
 *
 * @see https://docs.spring-boot-admin.com/3.4.1/docs/server/server
 */
function discovery(peers: readonly Peer[]): object {
  const instances = peers.map(({ name, path, url }) => [
    name,
    [{ uri: url, metadata: { 'management.context-path': `${path}/actuator` } }],
  ]);
  return {
    spring: {
      cloud: { discovery: { client: { simple: { instances: Object.fromEntries(instances) as object } } } },
    },
  };
}

/** Path of the health check of Spring Boot's actuator, under the context path of the service. */
export function healthPath({ path }: { readonly path: string }): string {
  return `${path}/actuator/health`;
}

/** Variables that a Spring Boot container may have, in plain text, by parameter or by secret; not the catalogue's. */
export const APPLICATION_VARIABLES: readonly string[] = [
  ...Object.keys(springVariables({ path: '', database: true, peers: [{ name: '', path: '', url: '' }] })),
  'LOGGING_LEVEL_ROOT',
  'SERVER_FORWARD_HEADERS_STRATEGY',
  'SERVER_PORT',
  'SPRING_DATASOURCE_PASSWORD',
  'SPRING_DATASOURCE_URL',
  'SPRING_DATASOURCE_USERNAME',
  'SPRING_PROFILES_ACTIVE',
];

/**
 * Variables that tell an application the address at which browsers see it. Such an application, Spring Boot Admin among
 * them, takes scheme and host from the address, appends the address's path to its own context path, and makes links of
 * the two: https://github.com/codecentric/spring-boot-admin/issues/1717.
 *
 * - With a domain the public path is the context path, so the address has none.
 * - Without one the public path is the stage and the context path, and the host is one that AWS makes up later: the address
 * is only a path, which leaves the context path and goes down again below the stage. Scheme and host come with each
 * request, in the `Forwarded` header of the gateway, which the application heeds with the `framework` strategy.
 *
 * @param variable of the application, such as `SPRING_BOOT_ADMIN_UI_PUBLIC_URL`
 * @param path context path, such as `/admin`
 */
export function publicUrlVariables(
  variable: string,
  path: string,
  domain: string | undefined,
): Record<string, string> {
  return domain === undefined
    ? { [variable]: `/../${GATEWAY_STAGE}${path}`, SERVER_FORWARD_HEADERS_STRATEGY: 'framework' }
    : { [variable]: `https://${domain}` };
}
