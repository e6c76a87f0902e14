import { Environment } from '../../src/config/schema';
import { DesignedFlow } from './questions';

/** Services of AWS that tasks and functions find inside the VPC. */
const ENDPOINTS = [
  'ecr.api',
  'ecr.dkr',
  'logs',
  'monitoring',
  'ssm',
  'secretsmanager',
  'kms',
  'xray',
  'sts',
  'bedrock-runtime',
];

/** Flows of the design between what stands in the VPC, and what it calls. */
export function designedFlows({ services, domain, genai, operatorAccess }: Environment): DesignedFlow[] {
  const names = services.map(({ name }) => name);
  const callers = [...names, 'genai', 'db-migrate'];
  const isAnywhere = genai.bedrockAccess === 'nat';
  const endpoints = [
    ...ENDPOINTS.filter((name) => name !== 'bedrock-runtime' || !isAnywhere),
    ...(operatorAccess.ecsExec || operatorAccess.opsHost ? ['ssmmessages'] : []),
  ];
  /** Tasks and functions that may call anything on the internet. */
  const outgoing = [...names, ...(isAnywhere ? ['genai'] : [])];
  return [
    // Callers come through the gateway, which the load balancer sees as the internet.
    { from: 'internet', to: 'alb', port: 80 },
    // Under a domain it listens on 443, where tasks find it as everybody does, and get its 403.
    ...(domain === undefined
      ? []
      : ['internet', ...outgoing].map((from) => ({ from, to: 'alb', port: 443 }))),
    // Requests and health checks.
    ...services.map(({ name, port }) => ({ from: 'alb', to: name, port })),
    ...services
      .filter(({ database }) => database !== undefined)
      .map(({ name }) => ({ from: name, to: 'aurora', port: 3306 })),
    { from: 'genai', to: 'aurora', port: 3306 },
    { from: 'db-migrate', to: 'aurora', port: 3306 },
    // The admin server polls its peers.
    ...services.flatMap(({ name, port, reachableFrom }) =>
      reachableFrom.map((peer) => ({ from: peer, to: name, port })),
    ),
    ...callers.flatMap((from) =>
      endpoints.map((to) => ({ from, to, port: 443, through: 'endpoint' as const })),
    ),
    // Layers of images come from S3; sessions of the assistant lie in DynamoDB.
    ...outgoing.flatMap((from) =>
      ['s3', 'dynamodb'].map((to) => ({ from, to, port: 443, through: 'endpoint' as const })),
    ),
    ...(isAnywhere ? [] : [{ from: 'genai', to: 'dynamodb', port: 443, through: 'endpoint' as const }]),
    ...outgoing.map((from) => ({
      from,
      to: 'internet',
      port: 443,
      through: 'nat-of-its-zone' as const,
    })),
    // Operators come through Session Manager; packages lie in S3.
    ...(operatorAccess.opsHost
      ? [...endpoints, 's3'].map((to) => ({ from: 'ops-host', to, port: 443, through: 'endpoint' as const }))
      : []),
  ];
}
