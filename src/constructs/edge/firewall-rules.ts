import { bodiesOutside, managedRules } from './managed-waf-rules';
import { bodiesUpTo, closedPaths, limitPerAddress, onlyFrom, unambiguousPaths, WafRule } from './waf-rule';

/**
 * Requests that one address may send in five minutes: about seven a second, more than a person with a browser sends.
 */
const REQUESTS_PER_ADDRESS = 2000;

/** Requests to the assistant that one address may send in five minutes: one in six seconds. */
const QUESTIONS_PER_ADDRESS = 50;

/** Bytes of a question of 4,000 characters outside Unicode's first plane, each escaped as `\ud83d\udc31`, with what is around it. */
const QUESTION_BYTES = 50_000;

/** KiB of a body that the firewall before the API sees: enough to tell a question's size. */
export const INSPECTED_KIB = 64;

/**
 * Paths of Spring Boot's actuator, under each service's own path; it reveals internals of a service and of its callers.
 * A semicolon counts as an end: Spring and Tomcat cut it and what follows off a path before they match the path.
 *
 * @see https://docs.spring.io/spring-boot/reference/actuator/endpoints.html
 */
const ACTUATOR_PATH = '/actuator([/;]|$)';

/**
 * Paths of the health checks, which the firewall lets through. The pattern has no `.` and no `;`, so that `..` cannot
 * lead to other actuator paths.
 */
const HEALTH_PATH = '^(/[a-z0-9-]+)+/actuator/health(/[A-Za-z0-9_-]+)*$';

const content = (bodies: 'block' | 'count'): WafRule[] => [
  managedRules('common', 40, 'AWSManagedRulesCommonRuleSet', bodies),
  managedRules('known-bad-inputs', 50, 'AWSManagedRulesKnownBadInputsRuleSet', bodies),
  managedRules('sql-injection', 60, 'AWSManagedRulesSQLiRuleSet', bodies),
];

/** Closes actuators, but not below the admin server's path, whose pages show those of the others. */
const actuator = (restricted: string | undefined): WafRule =>
  closedPaths('actuator', 15, ACTUATOR_PATH, [
    HEALTH_PATH,
    ...(restricted === undefined ? [] : [restricted]),
  ]);

export interface ApiRulesProps {
  /** Pattern of the paths that only administrators may call. */
  readonly restricted: string | undefined;
  /** Pattern of the assistant's paths. */
  readonly genai: string | undefined;
  /** ARN of the set of administrators' addresses. */
  readonly adminsArn: string;
}

/** Rules of the firewall before the API. */
export const apiRules = ({ restricted, genai, adminsArn }: ApiRulesProps): WafRule[] => [
  unambiguousPaths('unambiguous-paths', 5),
  ...(restricted === undefined ? [] : [onlyFrom('admin-addresses', 10, restricted, adminsArn)]),
  actuator(restricted),
  limitPerAddress('rate-limit', 20, REQUESTS_PER_ADDRESS),
  ...(genai === undefined
    ? []
    : [
        limitPerAddress('genai-rate-limit', 22, QUESTIONS_PER_ADDRESS, genai),
        bodiesUpTo('genai-size', 25, genai, QUESTION_BYTES),
      ]),
  managedRules('ip-reputation', 30, 'AWSManagedRulesAmazonIpReputationList'),
  ...(genai === undefined ? content('block') : [...content('count'), bodiesOutside('bodies', 70, genai)]),
];

/** Rules of the firewall before the load balancer: nothing about addresses, since all that come here are the gateway's. */
export const loadBalancerRules = (restricted: string | undefined): WafRule[] => [
  actuator(restricted),
  ...content('block'),
];
