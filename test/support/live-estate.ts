import { loadEnvironments } from '../../src/config/load';
import { Environment } from '../../src/config/schema';
import { Estate, estateOf } from './estate';
import { synthesize } from './synthesis';

/** The environments of `src/config`: for snapshots, policies and pictures, which are about what is deployed. */
export const liveEnvironments = (): Environment[] => loadEnvironments();

export const liveEstate = (): Estate => estateOf(synthesize({ environments: liveEnvironments() }));
