import type { EnvironmentInput } from '../schema';

const size = { cpu: 1024, memoryMiB: 2048, minTasks: 2, maxTasks: 8 };

export const prod = {
  name: 'prod',
  tier: 'production',
  // Placeholders: an account of its own, with a state bucket, lock table and key of its own.
  account: '111122223333',
  backend: {
    type: 's3',
    place: {
      bucket: 'petclinic-terraform-state-111122223333-us-west-2',
      region: 'us-west-2',
      lockTable: 'petclinic-terraform-locks',
      kmsAlias: 'alias/petclinic-terraform-state',
    },
  },
  region: 'us-west-2',
  network: {
    // Apart from dev's network, so that the two can be peered.
    cidr: '10.1.0.0/16',
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
    'customers-service': { imageTag: '3.4.1', ...size },
    'vets-service': { imageTag: '3.4.1', ...size },
    'visits-service': { imageTag: '3.4.1', ...size },
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
  alarms: { serviceLatencySeconds: 1, blockedRequests: 5000, hourlyTokens: 5_000_000 },
  tracing: { perSecond: 1, percentOfOthers: 5 },
  usage: {
    requests: 20_000_000,
    questions: 50_000,
    loadPercent: 10,
    natGb: 100,
    endpointGb: 200,
    internetGb: 200,
    logGb: 100,
    taskMetrics: 200,
    databaseGb: 50,
    databaseIos: 200_000_000,
    backupGb: 150,
    objectGb: 100,
    keyRequests: 5_000_000,
  },
  // Placeholders: put in your domain, the id of its public hosted zone, and whom alarms (and, above, costs) should reach.
  domain: { name: 'petclinic.example.com', hostedZoneId: 'Z00000000000000EXAMPLE' },
  alarmEmails: ['operations@petclinic.example.com'],
} satisfies EnvironmentInput;
