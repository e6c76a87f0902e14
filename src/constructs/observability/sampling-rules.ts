import { GENAI_PATH } from '../../lib/gateway';
import { Keyed } from '../../lib/keyed';

/** Sampling rule of X-Ray: the requests it matches, and how many of them are traced. */
export interface SamplingRule {
  /** Order of the rules, 1 to 9999: the matching rule with the lowest number decides. */
  readonly priority: number;
  readonly method: string;
  /** Pattern of the path, with `*` for any text. It begins with `*`, since the path may begin with the stage. */
  readonly path: string;
  /** Requests that are traced each second. */
  readonly perSecond: number;
  /** Percentage of the requests beyond `perSecond` that are traced. */
  readonly percentOfOthers: number;
}

/**
 * The rules of an API: nothing of health checks, every question to the assistant, and of the rest what the environment says.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export const samplingRules = (
  others: Pick<SamplingRule, 'perSecond' | 'percentOfOthers'>,
  hasAssistant: boolean,
): Keyed<SamplingRule> => ({
  health: { priority: 100, method: '*', path: '*/health', perSecond: 0, percentOfOthers: 0 },
  // A question costs more than its trace, and the stage lets few of them in.
  ...(hasAssistant
    ? {
        genai: { priority: 200, method: 'POST', path: `*${GENAI_PATH}*`, perSecond: 1, percentOfOthers: 100 },
      }
    : {}),
  api: { priority: 300, method: '*', path: '*', ...others },
});
