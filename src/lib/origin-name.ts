/** The name under which the gateway calls the load balancer of a domain: one that the certificate covers, as AWS's own is not. */
export const originName = (domain: string): string => `origin.${domain}`;
