import { z } from 'zod';
import { ENVIRONMENT_NAME_ALLOWED, isEnvironmentName, RESERVED_NAMES } from '../lib/naming';
import { allow, emails, integer, oneOf, strict, text, yesOrNo } from './fields';
import { stateBucketSchema } from './backend-file';
import { refusal } from './problem';
import { alarmsSchema } from './sections/alarms';
import { databaseSchema } from './sections/database';
import { edgeSchema } from './sections/edge';
import { genaiSchema } from './sections/genai';
import { governanceSchema } from './sections/governance';
import { networkSchema, regionSchema } from './sections/network';
import { servicesSchema, type Service } from './sections/services';
import { usageSchema } from './sections/usage';

const BACKENDS = "{ type: 's3' } or { type: 'cloud', organization, project }";

const isRecord = (input: unknown): input is Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/**
 * Place of the Terraform states of an environment: the bucket of `backend.tf.json`, that of another account, or HCP Terraform.
 *
 * @see https://developer.hashicorp.com/terraform/cli/cloud/settings
 */
const backendSchema = z.discriminatedUnion(
  'type',
  [
    strict({ type: z.literal('s3'), place: stateBucketSchema.exactOptional() }),
    strict({
      type: z.literal('cloud'),
      organization: text(/^[\w-]{3,40}$/, '3 to 40 letters, digits, underscores and hyphens'),
      /** State bucket of the account, for the stacks that belong to no environment. */
      place: stateBucketSchema.exactOptional(),
      project: text(
        /^[\w-][\w -]{1,38}[\w-]$/,
        '3 to 40 letters, digits, underscores, hyphens and inner spaces',
      ),
    }),
  ],
  {
    error: ({ input }) => refusal(isRecord(input) ? input['type'] : input, BACKENDS),
  },
);

const domainSchema = strict({
  /** Name that the API gets, and `origin.` before it that of the load balancer. */
  // A certificate's first name has at most 64 characters, and `origin.` goes before this one. ACM validates public names.
  name: text(
    /^(?=.{4,57}$)(?!.*\b(local|internal|localhost|onion|arpa|amazonaws\.com)$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
    'a public domain name in lower case of at most 57 characters, such as petclinic.example.com',
  ),
  /** Public zone that holds the name. */
  hostedZoneId: text(/^Z[A-Z0-9]{1,31}$/, 'the id of a Route 53 hosted zone such as Z0123456789ABCDEFGHIJ'),
});

/**
 * The days for which CloudWatch Logs can keep a log group's events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * Share of the requests to the API that become traces; each trace costs. Health checks never do, and questions to the
 * GenAI function always do.
 *
 * @see https://aws.amazon.com/xray/pricing/
 */
const tracingSchema = strict({
  /**
   * Requests that are traced each second, before the percentage.
   *
   * @cost for each request that is traced `trace`
   */
  perSecond: integer(0, 100),
  /**
   * Percentage of the requests beyond `perSecond` that are traced.
   *
   * @cost for each request that is traced `trace`
   */
  percentOfOthers: integer(0, 100),
});

export const environmentSchema = strict({
  /** Part of every physical name and of the key of every state. */
  name: z
    .string(allow(ENVIRONMENT_NAME_ALLOWED))
    .refine(isEnvironmentName)
    .refine((name) => !RESERVED_NAMES.includes(name), {
      error: ({ input }) =>
        `${JSON.stringify(input)} is reserved; allowed: any but ${RESERVED_NAMES.join(', ')}`,
    }),
  /** `production` refuses what a loss of data could come from. */
  tier: oneOf(['development', 'production']),
  /** The only account that may be changed. @default whichever the credentials belong to */
  account: text(/^\d{12}$/, 'an AWS account of 12 digits, in quotes').exactOptional(),
  /** Region of AWS. */
  region: regionSchema,
  /** Place of the states: the bucket of `backend.tf.json`, or HCP Terraform. */
  backend: backendSchema.default({ type: 's3' }),
  network: networkSchema,
  /**
   * Days that every log group keeps its events.
   *
   * @cost for each GB in a month `log-kept-gb`
   */
  logRetentionDays: oneOf(logRetentionDays),
  /** Ways for an operator into the private network; each switches on the endpoints it needs. */
  operatorAccess: strict({
    /**
     * `aws ecs execute-command` into running tasks.
     *
     * @cost in each zone an endpoint `endpoint-hour`
     */
    ecsExec: yesOrNo(),
    /**
     * A private instance for Session Manager.
     *
     * @cost `instance-hour:t4g.nano`, its volume, and in each zone an endpoint `endpoint-hour`
     */
    opsHost: yesOrNo(),
  }),
  database: databaseSchema,
  /** Image of each service of the catalogue, and sizes that differ from the catalogue's. */
  services: servicesSchema,
  /** The GenAI function and its models. @default no function, table, route and alarm of it */
  genai: genaiSchema.exactOptional(),
  /** Access to the API and to the admin server. */
  edge: edgeSchema,
  /** Audit of the account, and the budget of the environment. */
  governance: governanceSchema,
  /** Share of the requests to the API that are traced. */
  tracing: tracingSchema,
  /** The domain of the application and the public zone that holds it. @default none: plain HTTP to the load balancer */
  domain: domainSchema.exactOptional(),
  /** Assumptions of use, which only the estimate of costs rests on. */
  usage: usageSchema,
  /** Thresholds of the alarms. */
  alarms: alarmsSchema,
  /** E-mail addresses that alarms notify. Each has to confirm a mail from AWS. */
  alarmEmails: emails('e-mail addresses'),
});

/** An environment as its literal says it. */
export type EnvironmentInput = z.input<typeof environmentSchema>;

/** An environment with its defaults. */
export type EnvironmentSettings = z.output<typeof environmentSchema>;

/** An environment as the stacks see it: the services of the catalogue, in its order, with this environment's settings. */
export type Environment = Omit<EnvironmentSettings, 'services'> & { readonly services: readonly Service[] };
