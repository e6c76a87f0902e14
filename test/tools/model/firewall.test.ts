import { ruleOf } from '../../../tools/model/firewall/read';
import { TRANSFORMATIONS } from '../../../tools/model/firewall/transformations';
import { Action, WebAcl } from '../../../tools/model/firewall/types';
import { prepareFirewall } from '../../../tools/model/firewall/web-acl';
import { HttpRequest, requestOf } from '../../../tools/model/http';

const sets = {
  addresses: new Map([['set', ['192.0.2.0/24', '2001:db8::/32']]]),
  patterns: new Map([['patterns', ['^/a', '^/b']]]),
};
const bodies = new Map([['sorry', { content: '{"sorry":true}', content_type: 'APPLICATION_JSON' }]]);
/** Statement as Terraform writes it, and what else its rule has. */
type Written = Readonly<Record<string, unknown>> & { readonly rule?: object };
/** Web ACL of such rules, each blocking unless it says otherwise. */
function acl(...statements: readonly Written[]): WebAcl {
  return {
    id: 'acl',
    name: 'acl',
    resources: [],
    defaultAction: { kind: 'allow' },
    inspectedBytes: {},
    rules: statements.map(({ rule, ...statement }, index) =>
      ruleOf(
        { priority: index, action: { block: {} }, statement, ...rule },
        `rule ${String(index)}`,
        sets,
        bodies,
      ),
    ),
  };
}

const path = { field_to_match: { uri_path: {} } };
const as = (...types: readonly string[]) => ({
  text_transformation: types.map((type, priority) => ({ type, priority })),
});
const bytes = (search_string: string, positional_constraint: string, more: object = path) => ({
  byte_match_statement: { search_string, positional_constraint, ...as('NONE'), ...more },
});
const regex = (regex_string: string, ...types: readonly string[]) => ({
  regex_match_statement: { regex_string, ...path, ...as(...types) },
});
const inside = { ip_set_reference_statement: { arn: 'set' } };
const not = (statement: object) => ({ not_statement: { statement: [statement] } });
const blocks = (given: WebAcl, request: HttpRequest, kind = 'API_GATEWAY'): boolean =>
  prepareFirewall(given, kind)(request).kind === 'block';

test.each([
  ['URL_DECODE', '/%61%2f%2G%', '/a/%2G%'],
  ['URL_DECODE', '%2561', '%61'],
  ['URL_DECODE_UNI', '%u0061%62', 'ab'],
  ['NORMALIZE_PATH', '/a//b/./c/../d', '/a/b/d'],
  ['NORMALIZE_PATH', '/../../a/', '/a/'],
  ['NORMALIZE_PATH', '../a/..', '../'],
  ['NORMALIZE_PATH_WIN', '/a\\b\\..\\c', '/a/c'],
  ['LOWERCASE', '/ADMIN', '/admin'],
  ['COMPRESS_WHITE_SPACE', 'a\t\n  b', 'a b'],
  ['HTML_ENTITY_DECODE', '&lt;a&#62;&#x41;&amp;&unknown;', '<a>A&&unknown;'],
  ['CMD_LINE', 'C^md.exe  /c "A,b;c"', 'cmd.exe/c a b c'],
  ['BASE64_DECODE', 'YWRtaW4=', 'admin'],
  ['HEX_DECODE', '61646d', 'adm'],
  ['REPLACE_COMMENTS', 'a/* x */b/* open', 'a b '],
  ['REMOVE_NULLS', 'a\0b', 'ab'],
])('%s of %j', (name, text, expected) => {
  expect(TRANSFORMATIONS[name]?.(text)).toBe(expected);
});

test.each([
  ['EXACTLY', '/a', '/a', '/ab'],
  ['STARTS_WITH', '/a', '/ab', '/b/a'],
  ['ENDS_WITH', '.php', '/a.php', '/a.php5'],
  ['CONTAINS', 'admin', '/x/administrator', '/Admin'],
  ['CONTAINS_WORD', 'admin', '/x/admin/y', '/administrator'],
])('a byte match %s %s', (position, search, matching, other) => {
  expect(blocks(acl(bytes(search, position)), requestOf('GET', matching))).toBe(true);
  expect(blocks(acl(bytes(search, position)), requestOf('GET', other))).toBe(false);
});

test('fields: headers whatever their case, query arguments, method; a missing one never matches', () => {
  const field = (kind: string, name?: string) =>
    acl(bytes('x', 'EXACTLY', { field_to_match: { [kind]: name === undefined ? {} : { name } } }));
  const request = requestOf('x', '/?A=x&b=%78', { headers: { 'X-Test': 'x' } });
  expect(blocks(field('single_header', 'x-TEST'), request)).toBe(true);
  expect(blocks(field('single_header', 'other'), request)).toBe(false);
  expect(blocks(field('single_query_argument', 'a'), request)).toBe(true);
  expect(blocks(field('all_query_arguments'), requestOf('GET', '/?b=%78'))).toBe(true);
  expect(blocks(field('query_string'), requestOf('GET', '/?x'))).toBe(true);
  expect(blocks(field('method'), request)).toBe(true);
  expect(
    blocks(acl(not(bytes('x', 'CONTAINS', { field_to_match: { single_header: { name: 'a' } } }))), request),
  ).toBe(true);
});

test('transformations apply in their order, and a regular expression may match before a last line feed', () => {
  const normalizedFirst = acl(regex('^/admin$', 'NORMALIZE_PATH', 'URL_DECODE'));
  expect(blocks(normalizedFirst, requestOf('GET', '/x%2f..%2fadmin'))).toBe(false);
  expect(
    blocks(acl(regex('^/admin$', 'URL_DECODE', 'NORMALIZE_PATH')), requestOf('GET', '/x%2f..%2fadmin')),
  ).toBe(true);
  expect(blocks(acl(regex('^/admin$', 'URL_DECODE')), requestOf('GET', '/admin%0a'))).toBe(true);
  expect(blocks(acl(regex('(?i)^/admin', 'NONE')), requestOf('GET', '/ADMIN'))).toBe(true);
  const set = { regex_pattern_set_reference_statement: { arn: 'patterns', ...path, ...as('NONE') } };
  expect(['/a', '/b', '/c'].map((each) => blocks(acl(set), requestOf('GET', each)))).toEqual([
    true,
    true,
    false,
  ]);
});

test('sizes: a body beyond what is inspected counts as what is inspected, unless it is settled', () => {
  const size = (oversize_handling: string) =>
    acl({
      size_constraint_statement: {
        field_to_match: { body: { oversize_handling } },
        comparison_operator: 'GT',
        size: 10_000,
        ...as('NONE'),
      },
    });
  const body = (bodySize: number) => requestOf('POST', '/', { bodySize });
  expect(blocks(size('CONTINUE'), body(10_001))).toBe(true);
  expect(blocks(size('CONTINUE'), body(10_000))).toBe(false);
  expect(blocks(size('CONTINUE'), body(10_001), 'APPLICATION_LOAD_BALANCER')).toBe(false);
  expect(blocks(size('MATCH'), body(9_000), 'APPLICATION_LOAD_BALANCER')).toBe(true);
  expect(blocks(size('NO_MATCH'), body(20_000))).toBe(false);
});

test('addresses: of the sender, or of a header with its fallback', () => {
  const from = (source: string) => requestOf('GET', '/', { source });
  expect(['192.0.2.1', '192.0.3.1', '2001:db8::1'].map((each) => blocks(acl(inside), from(each)))).toEqual([
    true,
    false,
    false,
  ]);
  const forwarded = (position: string, fallback_behavior: string) =>
    acl({
      ip_set_reference_statement: {
        arn: 'set',
        ip_set_forwarded_ip_config: { header_name: 'X-Forwarded-For', fallback_behavior, position },
      },
    });
  const sent = (value: string) => requestOf('GET', '/', { headers: { 'X-Forwarded-For': value } });
  expect(blocks(forwarded('FIRST', 'NO_MATCH'), sent('192.0.2.1, 203.0.113.9'))).toBe(true);
  expect(blocks(forwarded('LAST', 'NO_MATCH'), sent('192.0.2.1, 203.0.113.9'))).toBe(false);
  expect(blocks(forwarded('ANY', 'NO_MATCH'), sent('203.0.113.9, 192.0.2.1'))).toBe(true);
  expect(blocks(forwarded('FIRST', 'MATCH'), sent('nonsense'))).toBe(true);
  expect(blocks(forwarded('FIRST', 'MATCH'), from('192.0.2.1'))).toBe(false);
});

test('rules act in order of priority: counting leaves labels, allowing ends', () => {
  const counts = {
    rule: { action: { count: {} }, rule_label: [{ name: 'seen:here' }] },
    ...bytes('/a', 'STARTS_WITH'),
  };
  const labelled = (scope: string, key: string) => ({ label_match_statement: { scope, key } });
  const verdict = (...statements: readonly Written[]) => prepareFirewall(acl(...statements), 'API_GATEWAY');
  expect(verdict(counts, labelled('LABEL', 'seen:here'))(requestOf('GET', '/a'))).toMatchObject({
    kind: 'block',
    decidedBy: 'rule 1',
    status: 403,
    counted: ['rule 0'],
  });
  expect(verdict(counts, labelled('NAMESPACE', 'seen:'))(requestOf('GET', '/a')).kind).toBe('block');
  expect(verdict(counts, labelled('LABEL', 'here'))(requestOf('GET', '/b')).kind).toBe('allow');
  expect(verdict(labelled('LABEL', 'seen:here'), counts)(requestOf('GET', '/a')).kind).toBe('allow');
  const allows = { rule: { action: { allow: {} } }, ...inside };
  expect(
    verdict(allows, bytes('/', 'STARTS_WITH'))(requestOf('GET', '/', { source: '192.0.2.1' })).kind,
  ).toBe('allow');
  const last = { ...acl(), defaultAction: { kind: 'block' } satisfies Action };
  expect(prepareFirewall(last, 'API_GATEWAY')(requestOf('GET', '/'))).toMatchObject({
    kind: 'block',
    decidedBy: 'acl',
  });
});

test('answers and headers of a rule', () => {
  const custom = {
    block: {
      custom_response: {
        response_code: 429,
        custom_response_body_key: 'sorry',
        response_header: [{ name: 'Retry-After', value: '9' }],
      },
    },
  };
  const judge = prepareFirewall(acl({ rule: { action: custom }, ...inside }), 'API_GATEWAY');
  expect(judge(requestOf('GET', '/', { source: '192.0.2.1' }))).toMatchObject({
    status: 429,
    action: { response: { body: '{"sorry":true}' }, headers: { 'retry-after': '9' } },
  });
  const inserts = { count: { custom_request_handling: { insert_header: [{ name: 'seen', value: 'yes' }] } } };
  const counting = prepareFirewall(acl({ rule: { action: inserts }, ...inside }), 'API_GATEWAY');
  expect(counting(requestOf('GET', '/', { source: '192.0.2.1' })).headers).toEqual({
    'x-amzn-waf-seen': 'yes',
  });
});

test('what AWS does not document is not judged, unless another part settles it', () => {
  const managed = { managed_rule_group_statement: { vendor_name: 'AWS', name: 'Common' } };
  const country = { geo_match_statement: { country_codes: ['AT'] } };
  const judge = (...statements: readonly Written[]) =>
    prepareFirewall(acl(...statements), 'API_GATEWAY')(requestOf('GET', '/a'));
  expect(judge({ rule: { action: undefined }, ...managed })).toMatchObject({
    kind: 'allow',
    notJudged: ['rule 0'],
  });
  const both = (kind: string, ...statement: readonly object[]) => ({ [`${kind}_statement`]: { statement } });
  expect(judge(both('and', country, inside)).notJudged).toEqual([]);
  expect(judge(both('and', country, not(inside))).notJudged).toEqual(['rule 0']);
  expect(judge(both('or', country, not(inside))).kind).toBe('block');
  expect(judge(regex('^/a', 'JS_DECODE')).notJudged).toEqual(['rule 0']);
});

test('the common managed group blocks bodies above 8 KiB, or leaves their label where that rule or the group only counts', () => {
  const group = (more: object) => ({
    managed_rule_group_statement: { vendor_name: 'AWS', name: 'AWSManagedRulesCommonRuleSet', ...more },
  });
  const counts = [{ name: 'SizeRestrictions_BODY', action_to_use: { count: {} } }];
  const key = 'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body';
  const label = { label_match_statement: { scope: 'LABEL', key } };
  const decided = (bodySize: number, ...statements: readonly Written[]) =>
    prepareFirewall(acl(...statements), 'API_GATEWAY')(requestOf('POST', '/a', { bodySize })).decidedBy;
  const own = { rule: { action: undefined } };
  expect(decided(8193, { ...own, ...group({}) })).toBe('rule 0');
  expect(decided(8192, { ...own, ...group({}) })).toBe('acl');
  expect(decided(8193, { ...own, ...group({ rule_action_override: counts }) }, label)).toBe('rule 1');
  expect(decided(8192, { ...own, ...group({ rule_action_override: counts }) }, label)).toBe('acl');
  const counted = { rule: { action: undefined, override_action: { count: {} } } };
  expect(decided(8193, { ...counted, ...group({}) })).toBe('acl');
});

test('a rate rule counts by its keys, within its scope', () => {
  const by = (more: object) =>
    acl({ rate_based_statement: { limit: 100, evaluation_window_sec: 60, ...more } });
  const asked: unknown[] = [];
  const isOver = (...given: unknown[]) => asked.push(given) > 0;
  const kind = (of: WebAcl, path: string, over?: typeof isOver) =>
    prepareFirewall(of, 'API_GATEWAY')(requestOf('GET', path), over).kind;
  expect(kind(by({ aggregate_key_type: 'IP' }), '/a', isOver)).toBe('block');
  expect(kind(by({ aggregate_key_type: 'IP' }), '/a')).toBe('allow');
  const scoped = by({
    aggregate_key_type: 'CUSTOM_KEYS',
    custom_key: [{ http_method: {} }, { ip: {} }],
    scope_down_statement: [bytes('/b', 'STARTS_WITH')],
  });
  expect([kind(scoped, '/a', isOver), kind(scoped, '/b', isOver)]).toEqual(['allow', 'block']);
  const key = (text: string) => ['rule 0', 100, 60, text];
  expect(asked).toEqual([key('198.51.100.9'), key('GET 198.51.100.9')]);
});
