import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The `main.ts` of a small project: writes what `stacks.json` says as synthesis would, with states in the bucket that
 * the stack `state-backend` makes.
 */
const { environment, stacks } = JSON.parse(readFileSync('stacks.json', 'utf8')) as {
  readonly environment: string;
  readonly stacks: Readonly<Record<string, { reads?: string[]; resource?: object; output?: object }>>;
};
const bucket = 'states-of-the-test';
const region = 'us-west-2';
const outDir = process.env.CDKTF_OUTDIR ?? 'cdktf.out';
const secrets = Object.keys(process.env).filter((name) => /^AWS_(?!SDK_JS_)/.test(name));
if (secrets.length > 0) throw new Error(`There are variables of an account: ${secrets.join(', ')}`);

const s3 = (name: string): object => ({ bucket, region, key: `${name}.tfstate` });
const write = (name: string, backend: object, content: object): object => {
  const directory = join(outDir, 'stacks', name);
  mkdirSync(directory, { recursive: true });
  const configuration = {
    terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } }, backend },
    ...content,
  };
  writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(configuration));
  copyFileSync('.terraform.lock.hcl', join(directory, '.terraform.lock.hcl'));
  return { name, workingDirectory: `stacks/${name}` };
};

const manifest: Record<string, object> = {
  'state-backend': {
    ...write(
      'state-backend',
      { local: {} },
      { provider: { aws: [{ region }] }, resource: { aws_s3_bucket: { states: { bucket } } } },
    ),
    dependencies: [],
  },
};
for (const [name, { reads = [], ...content }] of Object.entries(stacks)) {
  const states = reads.map((each) => [each, { backend: 's3', config: s3(each) }]);
  const provider = { aws: [{ region, default_tags: [{ tags: { Environment: environment } }] }] };
  const data =
    states.length === 0 ? {} : { data: { terraform_remote_state: Object.fromEntries(states) as object } };
  manifest[name] = {
    ...write(name, { s3: s3(name) }, { provider, ...data, ...content }),
    dependencies: reads,
  };
}
writeFileSync(join(outDir, 'manifest.json'), JSON.stringify({ stacks: manifest }));
