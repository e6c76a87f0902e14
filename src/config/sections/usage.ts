import type { z } from 'zod';
import { integer, strict } from '../fields';

const MANY = 1_000_000_000_000;

/**
 * Assumptions on how an environment is used in a month, for `npm run cost` and the difference in reports alone: nothing that
 * is deployed depends on them.
 */
export const usageSchema = strict({
  /** Requests to the API. */
  requests: integer(0, MANY).default(100_000),
  /** Questions to the assistant among them. */
  questions: integer(0, MANY).default(1000),
  /** Seconds that the function works on a question. */
  questionSeconds: integer(1, 29).default(8),
  /** Tokens that the embedding model reads for a question. */
  embeddedTokens: integer(0, 1_000_000).default(500),
  /** Deployments that run the migration function, half a minute each. */
  deployments: integer(0, 10_000).default(20),
  /** Average capacity of tasks and database, in percent of the way from the least to the most that they scale to. */
  loadPercent: integer(0, 100).default(10),
  /** GB through the NAT gateways. */
  natGb: integer(0, MANY).default(10),
  /** GB through the interface endpoints. */
  endpointGb: integer(0, MANY).default(10),
  /** GB that the API answers to the internet. */
  internetGb: integer(0, MANY).default(10),
  /** GB of logs, of all log groups. */
  logGb: integer(0, MANY).default(5),
  /** Metrics that tasks publish, those of Container Insights among them. */
  taskMetrics: integer(0, MANY).default(100),
  /** GB in the database. */
  databaseGb: integer(0, MANY).default(10),
  /** Reads and writes of the storage of the database. */
  databaseIos: integer(0, MANY).default(10_000_000),
  /** GB of the automated backups of the database. As many as are in the database are free. */
  backupGb: integer(0, MANY).default(10),
  /** GB in the buckets. */
  objectGb: integer(0, MANY).default(10),
  /** GB in the image repositories. */
  imageGb: integer(0, MANY).default(4),
  /** Requests to the encryption keys. */
  keyRequests: integer(0, MANY).default(100_000),
  /** Changes of resources that AWS Config records. */
  configItems: integer(0, MANY).default(1000),
  /** Evaluations of rules of AWS Config in a month. */
  ruleEvaluations: integer(0, MANY).default(5000),
})
  .prefault({})
  .refine(({ requests, questions }) => questions <= requests, {
    path: ['questions'],
    error: ({ input }) => {
      const { requests, questions } = input as { requests: number; questions: number };
      return `${questions} is more than there are requests; allowed: at most requests, ${requests}`;
    },
  });

export type Usage = z.output<typeof usageSchema>;
