const MASK = '(sensitive)';

/** Characters of base64 and of names: a token begins behind none of them, and ends before none. It may follow a `=`. */
const BEFORE = '(?<![A-Za-z0-9_/+-])';
const AFTER = '(?![A-Za-z0-9_/+=-])';

/** Tokens that are known by how they begin. */
const TOKENS = [
  // AWS: access keys of users and of sessions.
  '(?:AKIA|ASIA)[A-Z2-7]{16}',
  // GitHub, GitLab, npm, PyPI.
  'gh[oprsu]_[A-Za-z0-9]{36,}',
  'github_pat_[A-Za-z0-9_]{60,}',
  'glpat-[A-Za-z0-9_-]{20,}',
  'npm_[A-Za-z0-9]{36}',
  'pypi-[A-Za-z0-9_-]{50,}',
  // Slack, Stripe, SendGrid, Google, OpenAI and Anthropic.
  'xox[abeprs]-[A-Za-z0-9-]{10,}',
  '[rs]k_(?:live|test)_[A-Za-z0-9]{16,}',
  'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
  'AIza[A-Za-z0-9_-]{35}',
  'sk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}',
  // HashiCorp's Vault and HCP Terraform, age.
  'hv[bs]\\.[A-Za-z0-9_-]{20,}',
  '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{60,}',
  'AGE-SECRET-KEY-1[A-Z0-9]{50,}',
  // JSON Web Tokens.
  'eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}',
].join('|');

/** Separators between the lines of a key: an end of line, in JSON as `\n`, and the marks of a difference. */
const KEY_BODY = '(?:\\\\[nr]|(?!-----BEGIN )[A-Za-z0-9+/=\\s:,~-])';
const KEY_LABEL = '(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----';

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`-----BEGIN ${KEY_LABEL}${KEY_BODY}{0,20000}?-----END ${KEY_LABEL}`, 'g'), MASK],
  // A key whose end is cut off.
  [new RegExp(`-----BEGIN ${KEY_LABEL}(?:(?:\\\\[nr]|[\\s~+-])*[A-Za-z0-9+/=]{16,})*`, 'g'), MASK],
  [new RegExp(`${BEFORE}(?:${TOKENS})${AFTER}`, 'g'), MASK],
  // A secret access key looks like any other base64: only the name beside it tells.
  [
    /((?:secret_?access_?key|session_?token|security_?token)["']?\s*[:=]\s*\\?["']?)[A-Za-z0-9/+=]{40,}/gi,
    `$1${MASK}`,
  ],
  [/\b((?:Bearer|Basic)\s+)[A-Za-z0-9+/_.~-]{16,}=*/g, `$1${MASK}`],
  // Addresses: with a login, with a password or a signature in their query, and webhooks.
  [/\b([a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/?#@"'<>]{0,200}:)[^\s/?#@"'<>]{1,200}(?=@)/gi, `$1${MASK}`],
  [
    /((?:[?;&]|\\u0026)(?:password|passwd|pwd|access_?token|api_?key|X-Amz-Signature|X-Amz-Security-Token)=)(?:(?!\\u0026)[^\s&;"'<>\\])+/gi,
    `$1${MASK}`,
  ],
  [/(https:\/\/hooks\.slack\.com\/services\/)[A-Za-z0-9/_-]+/g, `$1${MASK}`],
];

/** The end of a line of base64, with what a difference has before the next one. */
const LINE_END = '(?:\\\\n|\\r?\\n)(?:[ \\t]*[~+-] )?[ \\t]*';

/** Base64 in one piece, or in lines of which the last may be short where it is padded. */
const BASE64 = new RegExp(
  `[A-Za-z0-9+/]{40,}={0,2}(?:${LINE_END}(?:[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{2,15}={1,2})(?![^\\s"\\\\]))*`,
  'g',
);

const mask = (text: string): string =>
  PATTERNS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);

/** Masks base64 whose content has something to mask, such as user data with a key. */
const maskEncoded = (text: string): string =>
  text.replace(BASE64, (encoded) => {
    const content = Buffer.from(encoded.replaceAll(new RegExp(LINE_END, 'g'), ''), 'base64').toString(
      'latin1',
    );
    return mask(content) === content ? encoded : MASK;
  });

/**
 * The text with `(sensitive)` in place of what looks like an access key, a token, a private key or a URL with a password, in
 * base64 too. Terraform masks what is marked as sensitive; this is for what nobody marked.
 */
export const scrub = (text: string): string => maskEncoded(mask(text));
