import { GENAI_TIMEOUT_SECONDS } from '../../../lib/gateway';
import { sum } from '../metrics/expression';
import { GenaiMetrics } from '../metrics/system';
import { Alarms } from './definition';

export interface GenaiThresholds {
  /** Failures in five minutes. */
  readonly failures: number;
  /** Percentage of the time that the function may run. */
  readonly genaiDurationPercent: number;
  /** Tokens that the models read and write in an hour. */
  readonly hourlyTokens: number;
}

/**
 * Alarms on the assistant. Failures are counted and not held against requests: questions are few. Lambda knows of few
 * failures, since the function answers 503 itself and logs why.
 */
export const genaiAlarms = (
  { calls, errorLines, toolFailures, models }: GenaiMetrics,
  { failures, genaiDurationPercent, hourlyTokens }: GenaiThresholds,
): Alarms => ({
  'genai-failures': {
    kind: 'genai-failures',
    fault: 'The assistant fails',
    meaning:
      'Questions are not answered: a part is down, a tool fails, or Lambda ends or refuses the function.',
    metric: sum(
      { lines: errorLines, tools: toolFailures, errors: calls.errors, throttles: calls.throttles },
      'Failures of the assistant',
    ),
    comparison: '>=',
    threshold: failures,
  },
  'genai-duration': {
    kind: 'genai-duration',
    fault: 'The assistant is slow',
    meaning: `One of ten questions takes nearly ${GENAI_TIMEOUT_SECONDS} s, after which Lambda ends the function.`,
    metric: calls.duration,
    comparison: '>=',
    threshold: (GENAI_TIMEOUT_SECONDS * 1000 * genaiDurationPercent) / 100,
    // With few questions one slow answer is one of ten: three times in a row is more than chance.
    periodSeconds: 300,
    periods: 3,
  },
  'genai-tokens': {
    kind: 'genai-tokens',
    fault: 'The assistant spends much',
    meaning: 'Its models read and write more tokens than an hour should take, and each is paid for.',
    metric: sum(
      {
        answers: models.chat.outputTokens,
        questions: models.chat.inputTokens,
        vectors: models.embedding.inputTokens,
      },
      'Tokens of the models',
    ),
    comparison: '>=',
    threshold: hourlyTokens,
    periodSeconds: 3600,
  },
});
