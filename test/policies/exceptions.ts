import { Exception } from './rule';

/** The value of the origin header, in the states of the services and of the edge of each environment. */
const originHeader = ['dev-services', 'dev-edge', 'prod-services', 'prod-edge'].map((stack) => ({
  rule: 'secret-value-is-not-in-state',
  address: `${stack}/data.aws_secretsmanager_secret_version.origin-secret`,
  reason:
    'A load balancer compares the origin header with a value that stands in the listener rule itself, and the integration that sends it holds it as well, so Terraform has to know it. ' +
    'It opens nothing by itself: whoever has it may call the load balancer past the gateway. States are encrypted, and only appliers read them.',
  reviewOn: '2027-11-30',
}));

/** Permissions to break a rule, each with its reason and the day on which someone has to look again. */
export const exceptions: readonly Exception[] = [
  {
    rule: 'bucket-has-access-log',
    address: 'state-backend/module.state.aws_s3_bucket.state',
    reason:
      'It lies below every environment, and their access log buckets are made with the state in it: there is none to log to. ' +
      'The account may have a trail or a log bucket of its own by then.',
    reviewOn: '2027-11-30',
  },
  ...originHeader,
];
