import { loadEnvironments } from '../../src/config/load';
import type { Environment, EnvironmentInput } from '../../src/config/schema';
import type { ServiceDefinition } from '../../src/config/sections/catalogue';

/**
 * A catalogue and two environments that stay as they are: what tests of schema, constructs, stacks and commands look at.
 * The live configuration can change without them.
 */
const size = { cpu: 512, memoryMiB: 1024, minTasks: 1, maxTasks: 4, cpuTargetPercent: 70 };

export const services = [
  {
    ...size,
    name: 'customers-service',
    path: '/api/customers',
    port: 8080,
    database: {
      user: 'customers',
      grants: {
        owners: ['SELECT', 'INSERT', 'UPDATE'],
        pets: ['SELECT', 'INSERT', 'UPDATE'],
        types: ['SELECT'],
      },
    },
    priority: 10,
    reachableFrom: ['admin-server'],
  },
  {
    ...size,
    name: 'vets-service',
    path: '/api/vets',
    port: 8080,
    database: {
      user: 'vets',
      grants: { vets: ['SELECT'], specialties: ['SELECT'], vet_specialties: ['SELECT'] },
    },
    priority: 20,
    reachableFrom: ['admin-server'],
  },
  {
    ...size,
    name: 'visits-service',
    path: '/api/visits',
    port: 8080,
    database: { user: 'visits', grants: { visits: ['SELECT', 'INSERT', 'UPDATE'] } },
    priority: 30,
    reachableFrom: ['admin-server'],
  },
  {
    ...size,
    name: 'admin-server',
    path: '/admin',
    restricted: true,
    port: 9090,
    priority: 40,
    reachableFrom: [],
    springBootAdmin: true,
  },
] satisfies ServiceDefinition[];

/** Named one by one: another endpoint of the catalogue changes nothing here. */
const interfaceEndpoints: EnvironmentInput['network']['interfaceEndpoints'] = [
  'ecr-api',
  'ecr-dkr',
  'logs',
  'monitoring',
  'xray',
  'ssm',
  'secretsmanager',
  'kms',
  'sts',
];

export const dev = {
  name: 'dev',
  tier: 'development',
  region: 'us-west-2',
  network: {
    cidr: '10.0.0.0/16',
    interfaceEndpoints,
    zones: {
      a: { zone: 'us-west-2a', public: '10.0.1.0/24', app: '10.0.3.0/24', db: '10.0.5.0/24' },
      b: { zone: 'us-west-2b', public: '10.0.2.0/24', app: '10.0.4.0/24', db: '10.0.6.0/24' },
    },
  },
  logRetentionDays: 14,
  operatorAccess: { ecsExec: false, opsHost: false },
  database: {
    minAcu: 0.5,
    maxAcu: 1,
    backupRetentionDays: 7,
    deletionProtection: false,
    finalSnapshot: false,
  },
  services: {
    'customers-service': { imageTag: '3.4.1' },
    'vets-service': { imageTag: '3.4.1' },
    'visits-service': { imageTag: '3.4.1' },
    'admin-server': { imageTag: '3.4.1' },
  },
  genai: {
    modelId: 'us.anthropic.claude-haiku-5-5',
    embeddingModelId: 'amazon.titan-embed-text-v2:0',
    bedrockAccess: 'endpoint',
    dailyQuestions: 500,
  },
  edge: { adminAllowList: [], corsOrigin: 'http://localhost:8080' },
  governance: { archiveDays: 90, budget: { monthlyUsd: 600 } },
  alarms: { serviceLatencySeconds: 3, blockedRequests: 500 },
  tracing: { perSecond: 5, percentOfOthers: 50 },
  alarmEmails: [],
} satisfies EnvironmentInput;

const large = { cpu: 1024, memoryMiB: 2048, minTasks: 2, maxTasks: 8 };

export const prod = {
  name: 'prod',
  tier: 'production',
  region: 'us-west-2',
  network: {
    cidr: '10.1.0.0/16',
    interfaceEndpoints,
    zones: {
      a: { zone: 'us-west-2a', public: '10.1.1.0/24', app: '10.1.3.0/24', db: '10.1.5.0/24' },
      b: { zone: 'us-west-2b', public: '10.1.2.0/24', app: '10.1.4.0/24', db: '10.1.6.0/24' },
    },
  },
  logRetentionDays: 90,
  operatorAccess: { ecsExec: false, opsHost: false },
  database: {
    minAcu: 2,
    maxAcu: 8,
    backupRetentionDays: 30,
    deletionProtection: true,
    finalSnapshot: true,
  },
  services: {
    'customers-service': { imageTag: '3.4.1', ...large },
    'vets-service': { imageTag: '3.4.1', ...large },
    'visits-service': { imageTag: '3.4.1', ...large },
    'admin-server': { imageTag: '3.4.1' },
  },
  genai: {
    modelId: 'us.anthropic.claude-haiku-5-5',
    embeddingModelId: 'amazon.titan-embed-text-v2:0',
    bedrockAccess: 'endpoint',
    dailyQuestions: 5000,
    reservedConcurrency: 20,
  },
  edge: {
    adminAllowList: [],
    corsOrigin: 'https://www.petclinic.example.com',
  },
  governance: {
    archiveDays: 400,
    budget: { monthlyUsd: 1500, emails: ['finance@petclinic.example.com'] },
  },
  alarms: { serviceLatencySeconds: 1, blockedRequests: 5000 },
  tracing: { perSecond: 1, percentOfOthers: 5 },
  domain: { name: 'petclinic.example.com', hostedZoneId: 'Z00000000000000EXAMPLE' },
  alarmEmails: ['operations@petclinic.example.com'],
} satisfies EnvironmentInput;

export const environments: readonly EnvironmentInput[] = [dev, prod];

/** The sample's environments with their services, as the stacks see them. */
export const sampleEnvironments = (): Environment[] => loadEnvironments(environments, services);
