import { describeData } from './data';
import { Deployment } from './deployment';
import { describeEdge } from './edge';
import { describeGenai } from './genai';
import { describeGovernance } from './governance';
import { describeIdentity } from './identity';
import { describeNetwork } from './network';
import { describeObservability } from './observability';
import { describeParts } from './parts';
import { describePlatform } from './platform';
import { describeProtection } from './protection';
import { describeSecrets } from './secrets';
import { describeSecurity } from './security';
import { describeServices } from './services';
import { describeState } from './state';
import { World } from './world';

/** Every environment answers these after its first apply, each as its settings want it. */
const QUESTIONS: Readonly<Record<string, readonly ((world: () => World) => void)[]>> = {
  network: [describeNetwork],
  data: [describeData],
  platform: [describePlatform],
  security: [describeSecurity],
  services: [describeServices],
  genai: [describeGenai],
  edge: [describeEdge],
  observability: [describeObservability],
  governance: [describeGovernance],
  protection: [describeProtection],
};

/**
 * Asks what every environment is asked, and then what only this one is. Secrets are looked for behind all that, since it
 * writes too.
 */
export function describeQuestions(deployment: Deployment, describeItsOwn: () => void): void {
  const { world, plans, calls } = deployment;
  describe('after the first apply', () => {
    describe.each(Object.entries(QUESTIONS))('%s', (_, questions) => {
      for (const ask of questions) ask(world);
    });

    describe('identity', () => {
      describeIdentity(world, calls);
    });

    describe('parts', () => {
      describeParts(deployment);
    });

    describeItsOwn();

    describe('secrets', () => {
      describeSecrets(world, plans);
    });

    describe('state', () => {
      describeState(world);
    });
  });
}
