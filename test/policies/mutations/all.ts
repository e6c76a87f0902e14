import { buckets } from './buckets';
import { data } from './data';
import { edge } from './edge';
import { functions } from './functions';
import { genai } from './genai';
import { identity } from './identity';
import { keysAndLogs } from './keys-and-logs';
import { network } from './network';
import { platform } from './platform';
import { services } from './services';
import { stacks } from './stacks';
import { Mutations } from './mutation';

/** At least one for each rule: it proves that the rule looks at what the stacks really hold. */
export const mutations: Mutations = {
  ...buckets,
  ...data,
  ...edge,
  ...functions,
  ...genai,
  ...identity,
  ...keysAndLogs,
  ...network,
  ...platform,
  ...services,
  ...stacks,
};
