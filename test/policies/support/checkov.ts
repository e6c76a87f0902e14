import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAwsSession } from '../../../tools/session/aws-session';
import { Body, listOf } from '../../support/estate';
import { PROJECT_ROOT } from '../../support/synthesis';
import { temporaryFolder } from '../../support/temporary-folder';
import { Found } from '../rule';
import { merge, Subject } from './merged';

interface Report {
  readonly results: {
    readonly failed_checks: readonly { check_id: string; check_name: string; resource: string }[];
  };
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
}

/** The provider without an account: a first plan reads nothing. */
const PROVIDER = {
  region: 'us-west-2',
  access_key: 'none',
  secret_key: 'none',
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_region_validation: true,
  skip_requesting_account_id: true,
};

/** checkov's own program, without garbage collection: 8.9 in place of 13.7 CPU-s. */
const CHECKOV = 'import gc, sys; gc.disable(); from checkov.main import Checkov; sys.exit(Checkov().run())';

interface Plan {
  readonly planned_values: {
    readonly root_module: { readonly resources: { address: string; values: Body }[] };
  };
}

/** Blocks as a plan has them: each of them in a list. */
function planned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(planned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === 'object' && each !== null ? listOf(each).map(planned) : each,
    ]),
  );
}

/**
 * The findings of checkov in one plan of all stacks of the estates, which Terraform makes without any server.
 *
 * @param estates by a prefix of their addresses, as for {@link merge}
 * @see https://www.checkov.io/7.Scan%20Examples/Terraform%20Plan%20Scanning.html
 */
export async function checkov(estates: Readonly<Record<string, Subject>>): Promise<Found[]> {
  const folder = temporaryFolder('checkov');
  const { configuration, addresses } = merge(estates);
  // Terraform and its provider compare the rules of a web ACL in pairs, with all that a rule may hold: 27 in place of 15
  // CPU-s. They plan the first rule, and the plan gets all of them as they are written.
  const rules = new Map<string, unknown>();
  for (const [name, body] of Object.entries(configuration.resource?.['aws_wafv2_web_acl'] ?? {})) {
    rules.set(`aws_wafv2_web_acl.${name}`, planned(body['rule']));
    body['rule'] = listOf(body['rule']).slice(0, 1);
  }
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify(
      {
        ...configuration,
        terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
        provider: { aws: PROVIDER },
      },
      undefined,
      1, // Terraform's errors quote the line.
    ),
  );
  // Without checksums: with them each command reads the provider's 700 MB to hash it.
  const lockFile = readFileSync(join(PROJECT_ROOT, '.terraform.lock.hcl'), 'utf8');
  writeFileSync(join(folder, '.terraform.lock.hcl'), lockFile.replace(/ *hashes = \[[^\]]*\]\n/, ''));

  const { terraform, env } = await openAwsSession({ home: folder, outDir: folder });
  const run = (program: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    // checkov ends with 1 where it finds something.
    if (status === 0 || (program !== terraform.program && status === 1)) return stdout;
    throw new Error(`${program} ${args[0] ?? ''} fails: ${error?.message ?? stderr}`);
  };
  run(terraform.program, 'init', '-input=false', '-no-color', '-lockfile=readonly');
  run(terraform.program, 'plan', '-input=false', '-no-color', '-refresh=false', '-lock=false', '-out=plan');
  const plan = JSON.parse(run(terraform.program, 'show', '-json', 'plan')) as Plan;
  for (const { address, values } of plan.planned_values.root_module.resources)
    if (rules.has(address)) values['rule'] = rules.get(address);
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const scan = '--framework terraform_plan --file plan.json --skip-download --compact --quiet --output json';
  const python = join(PROJECT_ROOT, '.venv/bin/python');
  const report = JSON.parse(run(python, '-W', 'ignore', '-c', CHECKOV, ...scan.split(' '))) as Report;

  const { resource_count: seen, parsing_errors: errors } = report.summary;
  if (seen !== addresses.size || errors > 0) {
    throw new Error(`checkov saw ${seen} of ${addresses.size} resources, with ${errors} parsing errors`);
  }
  return report.results.failed_checks.map(({ check_id: rule, check_name: problem, resource }) => ({
    rule,
    address: addresses.get(resource) ?? resource,
    problem,
  }));
}
