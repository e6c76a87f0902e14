import { buckets } from './buckets';
import { identity } from './identity';
import { keysAndLogs } from './keys-and-logs';
import { network } from './network';
import { stacks } from './stacks';
import { Mutations } from './mutation';

/** At least one for each rule: it proves that the rule looks at what the stacks really hold. */
export const mutations: Mutations = { ...buckets, ...identity, ...keysAndLogs, ...network, ...stacks };
