import { GENAI_PATH } from './genai-path';
import { Keyed } from './keyed';

/** Which requests are traced. */
export interface SamplingRule {
  /** The first rule that fits decides; 1 to 9999. */
  readonly priority: number;
  readonly method: string;
  /** With `*` for any text. The stage may be the first part of the path, so it begins with one. */
  readonly path: string;
  /** Requests that are traced each second. */
  readonly perSecond: number;
  /** Of those beyond them, in percent. */
  readonly percentOfOthers: number;
}

/**
 * The rules of an API: nothing of health checks, every question to the assistant, and of the rest what the environment says.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export const samplingRules = (
  others: Pick<SamplingRule, 'perSecond' | 'percentOfOthers'>,
): Keyed<SamplingRule> => ({
  health: { priority: 100, method: '*', path: '*/health', perSecond: 0, percentOfOthers: 0 },
  // A question costs more than its trace, and the stage lets few of them in.
  genai: { priority: 200, method: 'POST', path: `*${GENAI_PATH}*`, perSecond: 1, percentOfOthers: 100 },
  api: { priority: 300, method: '*', path: '*', ...others },
});
