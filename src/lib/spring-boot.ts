import { poolSize } from './aurora-connections';
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
  /** CPU of its task, in units of 1/1024 vCPU. */
  readonly cpu: number;
  readonly database: boolean;
  /** True for Spring Boot Admin, which runs on WebFlux. */
  readonly springBootAdmin: boolean;
  /** Domain under which browsers see it. @default none: the stage of the API */
  readonly domain: string | undefined;
  /** The services that it polls; none when it polls nobody. */
  readonly peers: readonly Peer[];
}

/** The profile that the images bring for a database server; `default` names no profile of theirs. */
export const springProfile = (database: boolean): string => (database ? 'mysql' : 'default');

/**
 * Plain-text environment variables of a Spring Boot image. The task definition adds those from Parameter Store and
 * Secrets Manager. docs/services.md says which service reads which variable.
 */
export function springVariables(application: SpringBootApplication): Record<string, string> {
  const { path, cpu, database, springBootAdmin, domain, peers } = application;
  return {
    ...(springBootAdmin ? adminVariables(path, domain) : servletVariables(path)),
    EUREKA_CLIENT_ENABLED: 'false',
    SPRING_CLOUD_CONFIG_ENABLED: 'false',
    MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: 'health,info,metrics,prometheus',
    MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: 'true',
    // A quarter by default. The other half is for classes, threads and buffers.
    JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=50',
    ...(database
      ? {
          SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE: String(poolSize(cpu)),
          // Milliseconds. With those of the JDBC address, a request fails long before the gateway gives it up.
          SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT: '5000',
          SPRING_DATASOURCE_HIKARI_VALIDATIONTIMEOUT: '2000',
          // The migration function owns the schema.
          SPRING_JPA_HIBERNATE_DDLAUTO: 'none',
          SPRING_SQL_INIT_MODE: 'never',
          // Otherwise each request holds a connection until its answer is written.
          SPRING_JPA_OPEN_IN_VIEW: 'false',
        }
      : {}),
    ...(peers.length > 0 ? { SPRING_APPLICATION_JSON: JSON.stringify(discovery(peers)) } : {}),
  };
}

const servletVariables = (path: string): Record<string, string> => ({
  SERVER_SERVLET_CONTEXT_PATH: path,
  // A redirect from the context path to the same with a slash would name the load balancer.
  SERVER_TOMCAT_REDIRECT_CONTEXT_ROOT: 'false',
});

/**
 * Spring Boot Admin knows pages and lists below its own context path, and no base path of WebFlux: under one it answers only
 * with a slash at the end, which API Gateway drops.
 *
 * The public URL is the base of every link of its pages. Without a domain it is a path, since AWS makes the host up later:
 * scheme and host then come with each request, in the `Forwarded` header of the gateway, which the `framework` strategy heeds.
 *
 * @see https://docs.spring-boot-admin.com/3.4.1/docs/server/server
 */
const adminVariables = (path: string, domain: string | undefined): Record<string, string> => ({
  SPRING_BOOT_ADMIN_CONTEXT_PATH: path,
  MANAGEMENT_ENDPOINTS_WEB_BASE_PATH: `${path}/actuator`,
  ...(domain === undefined
    ? {
        SPRING_BOOT_ADMIN_UI_PUBLIC_URL: `/${GATEWAY_STAGE}${path}`,
        SERVER_FORWARD_HEADERS_STRATEGY: 'framework',
      }
    : { SPRING_BOOT_ADMIN_UI_PUBLIC_URL: `https://${domain}${path}` }),
});

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

/**
 * Paths of the health checks of Spring Boot's actuator: liveness tells whether the process has to be replaced, readiness
 * whether it takes requests. Neither asks the database, whose loss no new task would mend.
 *
 * @see https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.kubernetes-probes
 */
export const healthPaths = ({ path }: { readonly path: string }) => ({
  liveness: `${path}/actuator/health/liveness`,
  readiness: `${path}/actuator/health/readiness`,
});
