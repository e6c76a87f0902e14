import type { EnvironmentInput } from '../schema';
import { dev } from './dev';
import { prod } from './prod';

/** Every environment. Another one is a file beside this one and its name here. */
export const environments: readonly EnvironmentInput[] = [dev, prod];
