import type { EnvironmentInput } from '../schema';

export const dev = {
  name: 'dev',
  tier: 'development',
  // Placeholder, as in backend.tf.json.
  account: '123456789012',
  region: 'us-west-2',
  network: {
    cidr: '10.0.0.0/16',
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
  edge: {
    // Placeholder, a network of documentation that is routed nowhere: put in yours.
    adminAllowList: ['203.0.113.0/24'],
    corsOrigin: 'http://localhost:8080',
  },
  governance: { archiveDays: 90, budget: { monthlyUsd: 600 } },
  alarms: { serviceLatencySeconds: 3, blockedRequests: 500 },
  tracing: { perSecond: 5, percentOfOthers: 50 },
  alarmEmails: [],
} satisfies EnvironmentInput;
