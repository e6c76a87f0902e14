import { Environment } from '../../src/config/schema';
import { designedFlows } from './design';
import { groupQuestions } from './halves';
import { matrixQuestions } from './matrix';
import { flowQuestions, Question, zoneQuestions } from './questions';
import { Reach } from './reach';
import { requestQuestions } from './requests';
import { borderQuestions, tierQuestions } from './tiers';

export interface Proof {
  readonly title: string;
  readonly questions: readonly Question[];
}

/** Claims of the design about who reaches whom in an environment. */
export function proofsOf(environment: Environment, reach: Reach): Proof[] {
  const flows = designedFlows(environment);
  return [
    { title: 'Flows', questions: flowQuestions(reach, flows) },
    { title: 'Loss of a zone', questions: zoneQuestions(reach, flows) },
    { title: 'Matrix', questions: matrixQuestions(reach, flows) },
    { title: 'Security groups', questions: groupQuestions(reach, flows) },
    { title: 'Tiers', questions: [...tierQuestions(), ...borderQuestions()] },
    { title: 'Requests', questions: requestQuestions(environment) },
  ];
}

/** Claim that does not hold, and why. */
export interface Failure {
  readonly asks: string;
  readonly why: string;
}

export const failuresOf = (reach: Reach, questions: readonly Question[]): Failure[] =>
  questions.flatMap(({ asks, failure }) => {
    const why = failure(reach);
    return why === undefined ? [] : [{ asks, why }];
  });
