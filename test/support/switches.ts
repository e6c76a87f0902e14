import { Environment } from '../../src/config/schema';
import { sampleEnvironments } from './sample-estate';

/** Environments with all the ways in for operators, which each has off by default. */
export const withEverySwitchOn = (
  environments: readonly Environment[] = sampleEnvironments(),
): Environment[] =>
  environments.map((environment) => ({
    ...environment,
    operatorAccess: { ecsExec: true, opsHost: true },
  }));
