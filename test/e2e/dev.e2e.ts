import { describeDeployment } from './deployment';

// Deploying takes three to four minutes, more on a machine that has other things to do.
jest.setTimeout(900_000);

describeDeployment('dev');
