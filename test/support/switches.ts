import { loadEnvironments } from '../../src/config/load';
import { Environment } from '../../src/config/schema';

/** Every environment with all the ways in for operators, which each has off by default. */
export const withEverySwitchOn = (): Environment[] =>
  loadEnvironments().map((environment) => ({
    ...environment,
    operatorAccess: { ecsExec: true, opsHost: true },
  }));
