import { describeDeployment } from './deployment';

// As long as dev, beside which it goes up.
jest.setTimeout(900_000);

describeDeployment('prod');
