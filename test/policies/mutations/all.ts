import { alarms } from './alarms';
import { buckets } from './buckets';
import { ci } from './ci';
import { data } from './data';
import { edge } from './edge';
import { events } from './events';
import { firewalls } from './firewalls';
import { functions } from './functions';
import { genai } from './genai';
import { governance } from './governance';
import { identity } from './identity';
import { keysAndLogs } from './keys-and-logs';
import { network } from './network';
import { observability } from './observability';
import { platform } from './platform';
import { services } from './services';
import { stacks } from './stacks';
import { values } from './values';
import { Mutations } from './mutation';

/** Mutations, at least one for each rule, which prove that it looks at what the stacks really hold. */
export const mutations: Mutations = {
  ...alarms,
  ...events,
  ...buckets,
  ...ci,
  ...data,
  ...edge,
  ...firewalls,
  ...functions,
  ...genai,
  ...governance,
  ...identity,
  ...keysAndLogs,
  ...network,
  ...observability,
  ...platform,
  ...services,
  ...stacks,
  ...values,
};
