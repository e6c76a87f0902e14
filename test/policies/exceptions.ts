import { Exception } from './rule';

/** What may break a rule, each with its reason and the day on which someone has to look again. */
export const exceptions: readonly Exception[] = [
  {
    rule: 'bucket-access-is-logged',
    address: 'state-backend/module.state.aws_s3_bucket.state',
    reason:
      'It lies below every environment, and their access log buckets are made with the state in it: there is none to log to. ' +
      'The account may have a trail or a log bucket of its own by then.',
    expires: '2027-11-30',
  },
];
