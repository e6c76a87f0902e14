import { GATEWAY_STAGE } from './gateway-stage';

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
