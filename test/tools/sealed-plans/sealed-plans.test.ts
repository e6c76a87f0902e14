import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import { digest } from '../../../tools/plan/fingerprint';
import { defaultOutDir, PlanCommand } from '../../../tools/plan/command-line';
import { Planned, writePlanned } from '../../../tools/plan/planned';
import { encrypt, KeyPair, makeKeyPair } from '../../../tools/sealed-plans/age';
import { seal } from '../../../tools/sealed-plans/seal';
import { unseal } from '../../../tools/sealed-plans/unseal';
import { temporaryFolder } from '../../support/temporary-folder';
import { Outcome, runCommand } from '../github/run-command';

const SECRET = 'a-secret-in-clear';
const RECORD = '{"format":1,"environment":"dev","stacks":[]}';
const home = temporaryFolder('sealed-plans');
let key: KeyPair;
let other: KeyPair;
let count = 0;

const path = (): string => join(home, String(count++));
const command = (folder: string, environment = 'dev'): PlanCommand => ({
  environment,
  stacks: [],
  outDir: defaultOutDir,
  folder,
});

/** A folder as `npm run plan` leaves it: one stack planned, one that could not be. */
function plans(changes: Partial<Planned['stacks'][number]> = {}): string {
  const folder = path();
  mkdirSync(join(folder, 'logs'), { recursive: true });
  writeFileSync(join(folder, 'dev-network.tfplan'), SECRET);
  for (const file of ['dev-network.json', 'report.md', 'comment.md', 'logs/dev-network.log']) {
    writeFileSync(join(folder, file), `${file} ${SECRET}`);
  }
  const stack = { name: '', isChanged: true, causes: [], source: {}, upstream: {} };
  writePlanned(folder, {
    format: 1,
    environment: 'dev',
    at: '2026-11-22T12:00:00.000Z',
    place: 'here',
    terraform: '1.11.4',
    isWhole: true,
    stacks: [
      { ...stack, name: 'dev-network', plan: digest(SECRET), ...changes },
      { ...stack, name: 'dev-data' },
    ],
  });
  return folder;
}

async function sealed(): Promise<string> {
  const file = path();
  await seal(command(plans()), key.recipient, file);
  return file;
}

beforeAll(async () => {
  [key, other] = await Promise.all([makeKeyPair(), makeKeyPair()]);
});

test('the commands make a key, seal with its public half and open with the other, for nobody else to read', async () => {
  const [folder, opened, identityFile, file] = [plans(), path(), path(), path()];
  const made = await runCommand('sealed-plans/key-cli.ts', ['--out', identityFile]);
  const identity = readFileSync(identityFile, 'utf8').trim();
  expect(identity).toMatch(/^AGE-SECRET-KEY-1/);
  expect(statSync(identityFile).mode & 0o777).toBe(0o600);
  const recipient = made.stdout.split('\n')[0] ?? '';
  expect(recipient).toMatch(/^age1/);

  const sealing = await runCommand('sealed-plans/seal-cli.ts', ['--plans', folder, '--out', file], {
    ...process.env,
    PLANS_RECIPIENT: recipient,
  });
  expect(readFileSync(file, 'latin1')).not.toContain(SECRET);
  const opening = await runCommand('sealed-plans/unseal-cli.ts', ['--plans', opened, file], {
    ...process.env,
    PLANS_IDENTITY: identity,
  });
  expect([made, sealing, opening].map(({ status }) => status)).toEqual([0, 0, 0]);
  for (const { stdout, stderr } of [made, sealing, opening]) {
    expect(`${stdout}${stderr}`).not.toMatch(/AGE-SECRET-KEY-1|a-secret/);
  }

  const names = ['dev-network.json', 'dev-network.tfplan', 'planned.json'];
  expect(readdirSync(opened).sort()).toEqual(names);
  for (const name of names) {
    expect(readFileSync(join(opened, name))).toEqual(readFileSync(join(folder, name)));
    expect([name, statSync(join(opened, name)).mode & 0o777]).toEqual([name, 0o600]);
  }
  expect(statSync(opened).mode & 0o777).toBe(0o700);
  // A key is never written over.
  expect(await runCommand('sealed-plans/key-cli.ts', ['--out', identityFile])).toMatchObject({ status: 1 });
  expect(readFileSync(identityFile, 'utf8').trim()).toBe(identity);
});

describe('it is not sealed', () => {
  test.each<[string, () => string, RegExp]>([
    ['without plans', () => path(), /Nothing is planned/],
    [
      'when a plan is not the one that was made',
      () => plans({ plan: digest('another') }),
      /dev-network is gone or another one/,
    ],
    ['when its apply was begun', () => plans({ failedAt: '2026-11-22T12:00:00.000Z' }), /apply was begun/],
    ['when it is applied', () => plans({ appliedAt: '2026-11-22T12:00:00.000Z' }), /are applied/],
  ])('%s', async (_, prepare, words) => {
    const file = path();
    await expect(seal(command(prepare()), key.recipient, file)).rejects.toThrow(words);
    expect(existsSync(file)).toBe(false);
  });

  test('for another environment', async () => {
    await expect(seal(command(plans(), 'prod'), key.recipient, path())).rejects.toThrow(
      'are of dev, not of prod',
    );
  });

  test.each<[string, string, RegExp]>([
    ['into a folder that is not there', 'none/sealed', /cannot be written: its folder is not there/],
    ['in place of a folder', 'folder', /cannot be written: it is a folder/],
  ])('%s, and nothing is left behind', async (_, name, words) => {
    const place = path();
    mkdirSync(join(place, 'folder'), { recursive: true });
    const sealing = seal(command(plans()), key.recipient, join(place, name));
    await expect(sealing).rejects.toThrow(words);
    await expect(sealing).rejects.toMatchObject({ name: 'ToolError' });
    expect(readdirSync(place)).toEqual(['folder']);
  });

  test('to what is no recipient, which is not shown: it may be the other half', async () => {
    const sealing = seal(command(plans()), key.identity, path());
    await expect(sealing).rejects.toThrow('PLANS_RECIPIENT is no recipient');
    await expect(sealing).rejects.not.toThrow(key.identity);
  });
});

describe('it is not opened, and nothing is written', () => {
  const open = async (file: string, identity = key.identity, folder = path()): Promise<unknown> => {
    const error: unknown = await unseal(command(folder), identity, file).catch((reason: unknown) => reason);
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    return error;
  };
  const telling = (words: string): unknown => ({
    message: expect.stringContaining(words) as string,
    name: 'ToolError',
  });
  /** A sealed archive; a file whose content begins with `->` is a link. */
  const tar = async (files: Record<string, string>): Promise<string> => {
    const folder = path();
    mkdirSync(join(folder, 'inner'), { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      if (content.startsWith('->')) symlinkSync(content.slice(2), join(folder, name));
      else writeFileSync(join(folder, name), content);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of create({ cwd: folder, gzip: true }, Object.keys(files))) chunks.push(chunk);
    const file = path();
    writeFileSync(file, await encrypt(Buffer.concat(chunks), key.recipient));
    return file;
  };

  test('with another identity', async () => {
    expect(await open(await sealed(), other.identity)).toMatchObject(
      telling('sealed to another recipient') as object,
    );
  });

  test('with what is no identity, which is not shown', async () => {
    const error = await open(await sealed(), 'AGE-SECRET-KEY-1NOT');
    expect(error).toMatchObject(telling('PLANS_IDENTITY is no identity') as object);
    expect(String(error)).not.toContain('1NOT');
  });

  test.each([
    ['cut off at the end', (content: Buffer) => content.subarray(0, -1)],
    ['cut off at its head', (content: Buffer) => content.subarray(0, 100)],
    ['empty', (content: Buffer) => content.subarray(0, 0)],
    [
      'damaged',
      (content: Buffer) => Buffer.concat([content.subarray(0, -5), Buffer.from([1]), content.subarray(-4)]),
    ],
  ])('when it is %s', async (_, change) => {
    const file = await sealed();
    writeFileSync(file, change(readFileSync(file)));
    expect(await open(file)).toMatchObject(telling('is no sealed plans, or is cut off or damaged') as object);
  });

  test('when it is not there', async () => {
    expect(await open(path())).toMatchObject(telling('There is no file') as object);
  });

  test('when it is a folder', async () => {
    const folder = path();
    mkdirSync(folder);
    expect(await open(folder)).toMatchObject(telling('cannot be read: it is a folder') as object);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a file in a folder', { 'planned.json': RECORD, 'inner/a.json': '{}' }, 'holds inner/a.json'],
    ['a file of another kind', { 'planned.json': RECORD, 'a.sh': '' }, 'holds a.sh'],
    ['a link', { 'planned.json': RECORD, 'a.json': '->/etc/hostname' }, 'holds a.json'],
    ['no record', { 'dev-network.json': '{}' }, 'holds no planned.json'],
    [
      'plans of another environment',
      { 'planned.json': RECORD.replace('dev', 'prod') },
      'has the plans of prod, not of dev',
    ],
    [
      'a record that is broken',
      { 'planned.json': RECORD.slice(0, -1) },
      'it is broken or of another version',
    ],
    ['a record of nothing', { 'planned.json': 'null' }, 'it is broken or of another version'],
    [
      'a record without stacks',
      { 'planned.json': '{"format":1,"environment":"dev"}' },
      'it is broken or of another version',
    ],
    [
      'a record of another version',
      { 'planned.json': RECORD.replace('1', '2') },
      'it is broken or of another version',
    ],
  ])('when it holds %s', async (_, files, words) => {
    expect(await open(await tar(files))).toMatchObject(telling(words) as object);
  });

  test('when what is in it is no archive', async () => {
    const file = path();
    writeFileSync(file, await encrypt(Buffer.from('no archive'), key.recipient));
    expect(await open(file)).toMatchObject(telling('it is not what `npm run seal` makes') as object);
  });
});

test('a folder that has plans keeps them', async () => {
  const folder = plans();
  writeFileSync(join(folder, 'dev-network.tfplan'), 'mine');
  await expect(unseal(command(folder), key.identity, await sealed())).rejects.toThrow('has plans already');
  expect(readFileSync(join(folder, 'dev-network.tfplan'), 'utf8')).toBe('mine');
});

test.each<[string, string[], NodeJS.ProcessEnv, number, RegExp]>([
  ['seal-cli.ts', ['--out', 'x'], { PLANS_RECIPIENT: '' }, 1, /PLANS_RECIPIENT is not set/],
  ['seal-cli.ts', ['--out', 'x', '--env', 'nowhere'], {}, 1, /no environment nowhere, only dev, prod/],
  ['seal-cli.ts', [], {}, 2, /--out takes the file/],
  ['key-cli.ts', ['--out', 'no-such-folder/key'], {}, 1, /^no-such-folder\/key cannot be written: .*\.\n$/],
  ['unseal-cli.ts', ['x'], { PLANS_IDENTITY: '' }, 1, /PLANS_IDENTITY is not set/],
  ['unseal-cli.ts', [], {}, 2, /Which file/],
])('%s %j says what is missing', async (cli, args, env, exitCode, words) => {
  const { status, stderr }: Outcome = await runCommand(`sealed-plans/${cli}`, args, {
    ...process.env,
    ...env,
  });
  expect({ status, stderr }).toEqual({ status: exitCode, stderr: expect.stringMatching(words) as string });
});
