import fc from 'fast-check';
import { scrub } from '../../../tools/plan-report/scrub';

/** Put together here, so that no scanner takes a made-up key for a real one. */
const made = (...parts: readonly string[]): string => parts.join('');
const LETTERS = 'FakeFakeFakeFakeFakeFakeFakeFakeFakeFake';
const BASE64 = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const pem = (label: string, line: string): string =>
  [made('-----BEGIN ', label, '-----'), line, line, made('-----END ', label, '-----')].join('\n');
const encoded = (text: string): string => Buffer.from(text).toString('base64');
const inLines = (text: string, end: string): string => (text.match(/.{1,64}/g) ?? []).join(end);

test.each([
  ['an access key', made('AKIA', 'FAKEFAKEFAKEFAKE')],
  ['the access key of a session', made('ASIA', 'FAKEFAKEFAKEFAKE')],
  ['a token of GitHub', made('gh', 'p_', LETTERS)],
  ['a fine-grained token of GitHub', made('github', '_pat_', LETTERS, LETTERS)],
  ['a token of GitLab', made('glpat', '-', LETTERS)],
  ['a token of npm', made('npm', '_', LETTERS.slice(0, 36))],
  ['a token of Slack', made('xoxb', '-123456789012-', LETTERS)],
  ['a key of Stripe', made('sk', '_live_', LETTERS)],
  ['a key of Google', made('AIza', LETTERS.slice(0, 35))],
  ['a token of Vault', made('hvs', '.', LETTERS)],
  ['an identity of age', made('AGE-SECRET-KEY-', '1', 'Q'.repeat(58))],
  ['a JSON Web Token', made('eyJ', 'hbGciOiJIUzI1NiJ9.', 'eyJ', 'zdWIiOiIxMjM0NTY3ODkwIn0.', LETTERS)],
  ['a private key', pem('RSA PRIVATE KEY', LETTERS)],
  ['a private key in a difference', pem('PRIVATE KEY', `      + ${LETTERS}`)],
  ['a private key in lines of Windows', pem('PRIVATE KEY', LETTERS).replaceAll('\n', '\r\n')],
  ['a private key in base64', encoded(pem('PRIVATE KEY', LETTERS))],
  ['a private key in lines of base64', inLines(encoded(pem('PRIVATE KEY', LETTERS)), '\n')],
  ['a private key in JSON, in lines of base64', inLines(encoded(pem('PRIVATE KEY', LETTERS)), '\\n')],
  ['a private key in a difference of base64', inLines(encoded(pem('PRIVATE KEY', LETTERS)), '\n      + ')],
  [
    'user data with an access key',
    encoded(`#!/bin/sh\nexport AWS_ACCESS_KEY_ID=${made('AKIA', 'FAKEFAKEFAKEFAKE')}`),
  ],
])('%s is masked, and what is around it stays', (_, secret) => {
  expect(scrub(`value = "${secret}" # and more`)).toBe('value = "(sensitive)" # and more');
});

test.each([
  [`https://user:pa55word@example.com/x`, 'https://user:(sensitive)@example.com/x'],
  ['redis://:pa55word@cache:6379', 'redis://:(sensitive)@cache:6379'],
  [
    'jdbc:mysql://db:3306/x?user=u&password=pa55word&ssl=1',
    'jdbc:mysql://db:3306/x?user=u&password=(sensitive)&ssl=1',
  ],
  [
    'https://b.s3.amazonaws.com/k?X-Amz-Signature=0123ab&x=1',
    'https://b.s3.amazonaws.com/k?X-Amz-Signature=(sensitive)&x=1',
  ],
  [`aws_secret_access_key = "${BASE64}"`, 'aws_secret_access_key = "(sensitive)"'],
  [`"SecretAccessKey": "${BASE64}",`, '"SecretAccessKey": "(sensitive)",'],
  [`Authorization: Bearer ${LETTERS}`, 'Authorization: Bearer (sensitive)'],
  [
    made('https://hooks.', 'slack.com/services/T0/B0/', LETTERS),
    'https://hooks.slack.com/services/(sensitive)',
  ],
])('%s', (text, scrubbed) => {
  expect(scrub(text)).toBe(scrubbed);
});

test('of a private key that is cut off the lines that are there are masked', () => {
  const cut = pem('PRIVATE KEY', LETTERS).split('\n').slice(0, 3).join('\n');
  expect(scrub(`a = <<-EOT\n${cut}\nEOT\nb = 1`)).toBe('a = <<-EOT\n(sensitive)\nEOT\nb = 1');
});

describe('nothing else is touched', () => {
  const name = fc
    .stringMatching(/^[A-Za-z][A-Za-z0-9_+=,.-]{0,40}$/)
    .filter((text) => !/^(AKIA|ASIA)/.test(text));
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  const small = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/);
  const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
  const kinds: Readonly<Record<string, fc.Arbitrary<string>>> = {
    ARNs: fc
      .tuple(small, digits(12), small, name)
      .map(([service, account, kind, id]) => `arn:aws:${service}:us-west-2:${account}:${kind}/${id}`),
    'secret ARNs': fc
      .tuple(digits(12), small)
      .map(([account, id]) => `arn:aws:secretsmanager:us-west-2:${account}:secret:${id}-AbCdEf:password::`),
    hashes: fc.oneof(
      hex(32),
      hex(40),
      hex(64),
      fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    ),
    addresses: fc.tuple(address, fc.integer({ min: 1, max: 65535 })).map(([host, port]) => `${host}:${port}`),
    URLs: fc
      .tuple(fc.domain(), fc.integer({ min: 1, max: 65535 }), small)
      .map(([host, port, path]) => `https://${host}:${port}/${path}?user=${path}@x`),
    'image tags': fc
      .tuple(digits(12), small, hex(64))
      .map(
        ([account, image, digest]) =>
          `${account}.dkr.ecr.us-west-2.amazonaws.com/${image}:${image}@sha256:${digest}`,
      ),
    'resource addresses': fc.tuple(small, small).map(([type, key]) => `aws_${type}.secret_token["${key}"]`),
    'physical ids': fc
      .tuple(fc.constantFrom('sg-', 'vpc-', 'subnet-', 'AROA', 'AIDA'), hex(17))
      .map(([prefix, id]) => prefix + id),
    'names of secrets': small.map((id) => `password = aws_secretsmanager_secret.${id}.arn`),
  };

  test.each(Object.entries(kinds))('%s', (_, kind) => {
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1 }), (texts) => {
        const text = texts.map((each) => `      ~ value = "${each}" -> null\n`).join('');
        expect(scrub(text)).toBe(text);
      }),
    );
  });
});

test('base64 without a secret stays', () => {
  const text = `value = "${encoded('#!/bin/sh\nexport AWS_REGION=us-west-2; exec java -jar app.jar')}"`;
  expect(scrub(text)).toBe(text);
});

test('a token behind an equals sign is masked, as in a script or an address', () => {
  const key = made('AKIA', 'FAKEFAKEFAKEFAKE');
  expect(
    scrub(`export AWS_ACCESS_KEY_ID=${key}; curl https://a.example/?t=${made('gh', 'p_', LETTERS)}`),
  ).toBe('export AWS_ACCESS_KEY_ID=(sensitive); curl https://a.example/?t=(sensitive)');
});
