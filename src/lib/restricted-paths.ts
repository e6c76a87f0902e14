import { GATEWAY_STAGE } from './gateway-stage';

/**
 * Characters that a pattern of AWS WAF may have.
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RegexMatchStatement.html
 */
export const MAX_PATTERN = 512;

/**
 * Regular expression of the paths of restricted services and of all below them, as a caller writes them: with the stage,
 * or behind a domain without. Undefined for no path.
 */
export const restrictedPattern = (paths: readonly string[]): string | undefined =>
  paths.length === 0 ? undefined : `^(/${GATEWAY_STAGE})?(${paths.join('|')})(/|$)`;
