import { endpoints as catalogue } from '../../src/config/endpoints';
import { Environment } from '../../src/config/schema';
import { DesignedFlow } from './questions';

/** Flows of the design between what stands in the VPC, and what it calls. */
export function designedFlows({ services, network, genai, operatorAccess }: Environment): DesignedFlow[] {
  const names = services.map(({ name }) => name);
  const assistants = genai === undefined ? [] : ['genai'];
  const callers = [...names, ...assistants, 'db-migrate'];
  const isAnywhere = genai?.bedrockAccess === 'nat';
  const endpoints = [
    ...network.interfaceEndpoints.map((key) => catalogue[key].service),
    ...(genai?.bedrockAccess === 'endpoint' ? ['bedrock-runtime'] : []),
    ...(operatorAccess.ecsExec || operatorAccess.opsHost ? ['ssmmessages'] : []),
  ];
  /** Tasks and functions that may call anything on the internet. */
  const outgoing = [...names, ...(isAnywhere ? ['genai'] : [])];
  return [
    // Callers come through the gateway, which the load balancer sees as the internet.
    { from: 'internet', to: 'alb', port: 80 },
    // Tasks find it on 443 as everybody does, and get its 403, or nobody listens.
    ...['internet', ...outgoing].map((from) => ({ from, to: 'alb', port: 443 })),
    // Requests and health checks.
    ...services.map(({ name, port }) => ({ from: 'alb', to: name, port })),
    ...services
      .filter(({ database }) => database !== undefined)
      .map(({ name }) => ({ from: name, to: 'aurora', port: 3306 })),
    ...[...assistants, 'db-migrate'].map((from) => ({ from, to: 'aurora', port: 3306 })),
    // The admin server polls its peers.
    ...services.flatMap(({ name, port, reachableFrom }) =>
      reachableFrom.map((peer) => ({ from: peer, to: name, port })),
    ),
    ...callers.flatMap((from) =>
      endpoints.map((to) => ({ from, to, port: 443, through: 'endpoint' as const })),
    ),
    // Layers of images come from S3; both have a gateway endpoint, which routes lead to.
    ...outgoing.flatMap((from) =>
      ['s3', 'dynamodb'].map((to) => ({ from, to, port: 443, through: 'endpoint' as const })),
    ),
    ...(genai?.bedrockAccess === 'endpoint'
      ? [{ from: 'genai', to: 'dynamodb', port: 443, through: 'endpoint' as const }]
      : []),
    ...outgoing.map((from) => ({
      from,
      to: 'internet',
      port: 443,
      through: network.natGateways === 'shared' ? ('nat' as const) : ('nat-of-its-zone' as const),
    })),
    // Operators come through Session Manager; packages lie in S3.
    ...(operatorAccess.opsHost
      ? [...endpoints, 's3'].map((to) => ({ from: 'ops-host', to, port: 443, through: 'endpoint' as const }))
      : []),
  ];
}
