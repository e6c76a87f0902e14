import { z } from 'zod';
import { ROLE_PATH } from '../lib/ci-names';
import { integer, map, oneOf, strict, text } from './fields';
import { inspect, type ValidPart } from './inspect';
import { ConfigError, refused, under, type Problem } from './problem';

const SOURCE = ['create', 'existing'] as const;

const TAG_CHARACTERS = 'letters, digits, spaces and _.:/=+-@';

/** Keys of the tags that the project itself puts on every resource. */
const PROJECT_TAGS = ['Project', 'Environment', 'Stack', 'ManagedBy', 'Name'];

/** Tags that are left: a resource has 50. @see https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const MAX_TAGS = 50 - PROJECT_TAGS.length;

/** Settings of what a region has once. */
const regional = {
  /** Recorder and delivery channel of AWS Config. Its rules are made in either case. @default 'create' */
  configRecorder: oneOf(SOURCE),
  /** IAM Access Analyzer for access from outside. @default 'create' */
  accessAnalyzer: oneOf(SOURCE),
  /** Role with which API Gateway writes logs. @default 'create' */
  apiGatewayLogging: oneOf(SOURCE),
  /** Days that the archive keeps what AWS Config delivers. @default 400 */
  archiveDays: integer(30, 3653),
};

const accountSchema = strict({
  /**
   * GitHub's identity provider. AWS allows one for each address.
   *
   * @default 'create'
   */
  githubProvider: oneOf(SOURCE).default('create'),
  configRecorder: regional.configRecorder.default('create'),
  accessAnalyzer: regional.accessAnalyzer.default('create'),
  apiGatewayLogging: regional.apiGatewayLogging.default('create'),
  archiveDays: regional.archiveDays.default(400),
  /** Regions in which one of these four is otherwise. @default none */
  regions: map(
    z.string(),
    'names of regions',
    strict(regional).partial(),
    "settings by region, such as { 'us-west-2': { configRecorder: 'existing' } }",
  ).default({}),
  /** ARN of the boundary that every role has to carry. @default the project's own */
  boundary: text(
    /^arn:aws:iam::\d{12}:policy\/(?!aws-)(?:[\w+=,.@-]{1,100}\/){0,5}[\w+=,.@-]{1,128}$/,
    'the ARN of a customer managed policy',
  ).exactOptional(),
  /** IAM path below which every role lies. @default '/petclinic/' */
  rolePath: text(
    /^\/(?!aws-)(?:[\w+=,.@-]{1,60}\/){1,8}$/,
    'a path such as /petclinic/, not beginning with aws-',
  ).default(ROLE_PATH),
  /** Tags of every resource, besides the project's own. @default none */
  tags: map(
    z.string().regex(/^(?!aws:| )[\w .:/=+@-]{1,128}(?<! )$/i),
    `${TAG_CHARACTERS}, 1 to 128, not beginning with aws:, no space at an end`,
    text(/^[\w .:/=+@-]{0,256}$/, `${TAG_CHARACTERS}, at most 256`),
    "tags by key, such as { team: 'clinic' }",
  )
    .refine((tags) => Object.keys(tags).length <= MAX_TAGS, {
      error: ({ input }) =>
        `has ${Object.keys(input as object).length} tags; allowed: ${MAX_TAGS}, beside the project's own`,
    })
    .default({}),
});

export type AccountSettings = Readonly<z.output<typeof accountSchema>>;
type Given = ValidPart<AccountSettings>;

/** Account and region of an environment. */
interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Resources that exist once in an account or in a region of it, by account id. An account without an entry gets the defaults: the
 * project makes everything.
 */
export const accounts: Readonly<Record<string, z.input<typeof accountSchema>>> = {};

/**
 * Settings of an account.
 *
 * @param id 12 digits; undefined for the account that the credentials belong to
 * @throws ConfigError with every problem of its entry
 */
export function accountSettings(
  id: string | undefined,
  all: Readonly<Record<string, unknown>> = accounts,
): AccountSettings {
  const { value, problems } = inspect(accountSchema, id === undefined ? {} : (all[id] ?? {}));
  if (value === undefined) {
    throw new ConfigError(under(`accounts.${id ?? ''}`, problems));
  }
  return value;
}

/** Settings of an account in one of its regions. */
export const settingsIn = ({ regions, ...ofAccount }: AccountSettings, region: string) => ({
  ...ofAccount,
  ...regions[region],
});

/** Checks the entries of all accounts. */
export function entryProblems(
  all: Readonly<Record<string, unknown>>,
  environments: readonly Place[],
): Problem[] {
  const ids = environments.map(({ account }) => account);
  const own = [...new Set(ids.filter((id) => id !== undefined))];
  const pathOf = (id: string): string | undefined =>
    id in all ? (inspect(accountSchema, all[id]).valid.rolePath ?? ROLE_PATH) : ROLE_PATH;
  return Object.entries(all).flatMap(([id, entry]) => {
    const { valid, problems } = inspect(accountSchema, entry);
    const isUsed = ids.includes(id);
    const other = own.find((each) => pathOf(each) !== pathOf(id));
    return under(`accounts.${id}`, [
      ...(isUsed ? [] : [refused('', id, 'is the account of no environment', own.join(', ') || 'none')]),
      ...problems,
      ...settingProblems(id, valid),
      ...regionProblems(
        valid,
        environments.flatMap(({ account, region }) => (account === id ? (region ?? []) : [])),
      ),
      // Workflows name the roles of CI once for all environments.
      ...(other === undefined || valid.rolePath === undefined
        ? []
        : [
            refused(
              'rolePath',
              valid.rolePath,
              `is not that of account ${other}`,
              'one path in all accounts',
            ),
          ]),
    ]);
  });
}

/** Settings that contradict each other or the account. */
function* settingProblems(id: string, { boundary, tags = {} }: Given): Iterable<Problem> {
  if (boundary !== undefined && boundary.split(':')[4] !== id) {
    yield refused('boundary', boundary, 'is a policy of another account', `a policy of account ${id}`);
  }
  // IAM takes keys that differ in case alone for the same.
  const taken = new Map(PROJECT_TAGS.map((key) => [key.toLowerCase(), key]));
  for (const key of Object.keys(tags)) {
    const other = taken.get(key.toLowerCase());
    if (other !== undefined) yield refused(`tags.${key}`, key, `is the key ${other}`, 'another key');
    taken.set(key.toLowerCase(), key);
  }
}

/**
 * Settings without effect: of a region without environments, and days of an archive that is made nowhere.
 *
 * @param used regions of the environments of the account
 */
function* regionProblems({ regions = {}, ...ofAccount }: Given, used: readonly string[]): Iterable<Problem> {
  const hasArchive = (region: string): boolean =>
    (regions[region]?.configRecorder ?? ofAccount.configRecorder) !== 'existing';
  const unused = (path: string, days: number): Problem => {
    const reason = 'has no effect: the archive belongs to the recorder that is there';
    return refused(path, days, reason, "none with configRecorder: 'existing'");
  };
  if (ofAccount.archiveDays !== undefined && used.length > 0 && !used.some(hasArchive)) {
    yield unused('archiveDays', ofAccount.archiveDays);
  }
  for (const [region, own] of Object.entries(regions)) {
    if (!used.includes(region)) {
      const reason = 'is the region of no environment of the account';
      yield refused(`regions.${region}`, region, reason, [...new Set(used)].join(', ') || 'none');
    } else if (own?.archiveDays !== undefined && !hasArchive(region)) {
      yield unused(`regions.${region}.archiveDays`, own.archiveDays);
    }
  }
}
