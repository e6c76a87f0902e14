import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The `main.ts` of a small project: writes what `stacks.json` says as synthesis would, with states in the bucket that
 * the stack `state-backend` makes.
 */
const { stacks } = JSON.parse(readFileSync('stacks.json', 'utf8')) as {
  readonly stacks: Readonly<Record<string, { reads?: string[]; resource?: object; output?: object }>>;
};
const bucket = 'states-of-the-test';
const region = 'us-west-2';
const outDir = process.env.CDKTF_OUTDIR ?? 'cdktf.out';
const secrets = Object.keys(process.env).filter((name) => /^AWS_(?!SDK_JS_)/.test(name));
if (secrets.length > 0) throw new Error(`There are variables of an account: ${secrets.join(', ')}`);

const s3 = (name: string): object => ({ bucket, region, key: `${name}.tfstate` });
/** Writes a stack. It has the provider only for AWS's resources, since Terraform takes 3 s to load it. */
const write = (name: string, backend: object, content: { readonly resource?: object }): object => {
  const directory = join(outDir, 'stacks', name);
  mkdirSync(directory, { recursive: true });
  const isOfAws = Object.keys(content.resource ?? {}).some((type) => type.startsWith('aws_'));
  const required_providers = { aws: { source: 'hashicorp/aws', version: '5.100.0' } };
  const configuration = {
    terraform: { backend, ...(isOfAws ? { required_providers } : {}) },
    ...(isOfAws ? { provider: { aws: [{ region }] } } : {}),
    ...content,
  };
  writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(configuration));
  const lockFile = isOfAws ? readFileSync('.terraform.lock.hcl') : '';
  writeFileSync(join(directory, '.terraform.lock.hcl'), lockFile);
  return { name, workingDirectory: `stacks/${name}` };
};

const manifest: Record<string, object> = {
  'state-backend': {
    ...write('state-backend', { local: {} }, { resource: { aws_s3_bucket: { states: { bucket } } } }),
    dependencies: [],
  },
};
for (const [name, { reads = [], ...content }] of Object.entries(stacks)) {
  const states = reads.map((each) => [each, { backend: 's3', config: s3(each) }]);
  const data =
    states.length === 0 ? {} : { data: { terraform_remote_state: Object.fromEntries(states) as object } };
  manifest[name] = {
    ...write(name, { s3: s3(name) }, { ...data, ...content }),
    dependencies: reads,
  };
}
writeFileSync(join(outDir, 'manifest.json'), JSON.stringify({ stacks: manifest }));
