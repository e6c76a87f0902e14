import { readStackJson, Stack } from '../deploy/graph';

/** The part of a stack's `cdk.tf.json` that its reader is told. */
interface Configuration {
  readonly terraform: {
    readonly required_version: string;
    readonly backend?: {
      readonly s3?: { readonly bucket: string; readonly key: string };
      readonly local?: { readonly path: string };
    };
    readonly cloud?: {
      readonly organization: string;
      readonly workspaces: { readonly name: string; readonly project: string };
    };
  };
  readonly provider: {
    readonly aws: readonly [{ readonly region: string; readonly allowed_account_ids?: readonly string[] }];
  };
}

function stateOf({ backend, cloud }: Configuration['terraform']): string {
  if (cloud !== undefined) return `workspace \`${cloud.workspaces.name}\``;
  if (backend?.s3 !== undefined) return `\`${backend.s3.key}\` in the bucket \`${backend.s3.bucket}\``;
  return `the file \`${backend?.local?.path ?? 'terraform.tfstate'}\``;
}

const LOCAL = `
A state in a file lies beside this folder. Keep it: without it Terraform makes everything a second time. When you move the export, move the file with it, or name it with \`terraform init -backend-config=path=<file>\`.
`;

const NOT_IN_CLOUD = `Not with this export: runs there keep a state in their workspace, and these stacks look for those of the others in the bucket. Export an environment whose backend is \`cloud\`.`;

const inCloud = ({ cloud }: Configuration['terraform']): string =>
  cloud === undefined
    ? NOT_IN_CLOUD
    : `\`terraform login\`, then the commands above: \`init\` makes the workspaces of the table in the project \`${cloud.workspaces.project}\` of the organization \`${cloud.organization}\`. For a workspace that watches a repository with this folder in it:

1. Name: that of the table. Working directory: \`<this folder>/stacks/<stack>\`. Execution mode: Remote.
2. Terraform version: one that satisfies the requirement above.
3. Environment variables: \`TFC_AWS_PROVIDER_AUTH=true\` and \`TFC_AWS_RUN_ROLE_ARN=<role>\`. The role trusts \`https://app.terraform.io\` for this workspace.
4. Remote state sharing with the stacks that read it, and run triggers of the stacks that it reads.`;

/** The README.md of an exported folder. */
export function readme(stacks: readonly Stack[], environment: string): string {
  const configurations = stacks.map((stack) => readStackJson(stack) as unknown as Configuration);
  const rows = stacks.map(({ name, dependencies }, index) => {
    const reads = dependencies.map((each) => `\`${each}\``).join(', ');
    const state = configurations[index] && stateOf(configurations[index].terraform);
    return `| ${index + 1} | [\`${name}\`](stacks/${name}) | ${reads} | ${state} |`;
  });
  // The last one is the environment's own.
  const { terraform, provider } = configurations.at(-1) as Configuration;
  const [{ region, allowed_account_ids: accounts = [] }] = provider.aws;
  return `# PetClinic on AWS: ${environment}

Each folder in \`stacks\` is a stack for Terraform alone: Terraform JSON, the provider pinned by \`.terraform.lock.hcl\`, the packages of its functions. Change the project and export again, not these files.

|  | Stack | Comes after, and reads | State |
| --- | --- | --- | --- |
${rows.join('\n')}

Terraform \`${terraform.required_version}\`, region ${region}, ${accounts.length === 0 ? 'the account of the credentials' : `account ${accounts.join(', ')} alone`}.

## With plain Terraform

In each folder, in this order, with credentials in the AWS environment (\`AWS_PROFILE\`, a role, or the usual variables) that also reach the states:

\`\`\`bash
terraform init
terraform plan
terraform apply
\`\`\`

Destroy in the reverse order.
${configurations.some(({ terraform: { backend } }) => backend?.local !== undefined) ? LOCAL : ''}
## In HCP Terraform

${inCloud(terraform)}
`;
}
