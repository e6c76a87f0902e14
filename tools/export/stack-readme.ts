import { STATE_BACKEND } from '../deploy/graph';
import { ExportedStack, StateHome } from './exported-stack';

const code = (text: string): string => `\`${text}\``;

/** Where the state lies, in words that go into a cell of a table. */
function stateInWords(state: StateHome): string {
  switch (state.type) {
    case 's3':
      return `${code(state.key)} in the S3 bucket ${code(state.bucket)} (${state.region}), locks in the table ${code(state.dynamodb_table)} and beside the state`;
    case 'cloud':
      return `the workspace ${code(state.workspace)} of the project ${code(state.project)}, organization ${code(state.organization)}, in HCP Terraform`;
    case 'local':
      return `the file ${code(state.path)}, seen from here: it lies beside the exported folder, not in it`;
  }
}

/** Whose credentials a run takes, and what they must be able to do beside the stack's own resources. */
function credentials(state: StateHome): string {
  const fromHere = 'Those of the AWS environment: `AWS_PROFILE`, a role, or the usual variables.';
  switch (state.type) {
    case 's3':
      return `${fromHere} They also read and write the state: the bucket, the table, and the key ${code(state.kms_key_id)}.`;
    case 'cloud':
      return 'The run takes place in the workspace and takes those of its variables, as said under 4 below. Here only a token of HCP Terraform is needed: `terraform login`.';
    case 'local':
      return fromHere;
  }
}

function localState(state: StateHome): string {
  if (state.type !== 'local') return '';
  return `
Keep that file: without it Terraform would make everything a second time, and AWS refuses. A new export leaves it alone. When you move the export, move the file with it, or name it with \`terraform init -backend-config=path=<file>\`.
`;
}

/** How a workspace that takes its configuration from a repository runs this folder, or why it cannot. */
function vcsDriven({ name, state, after, terraformVersion }: ExportedStack): string {
  if (state.type === 's3' && name === STATE_BACKEND) {
    return 'No: its state lies in the bucket that it made. HCP Terraform would override that backend and begin with an empty state. Apply it with plain Terraform.';
  }
  if (state.type === 's3') {
    return `Not with this export. HCP Terraform keeps the state of a run in its workspace and overrides the S3 backend, while the other stacks look for it in the bucket. Export an environment whose backend is \`cloud\` for that.`;
  }
  const workspace =
    state.type === 'cloud'
      ? `named ${code(state.workspace)}, in the project ${code(state.project)}: by this name the other stacks find its state`
      : 'of any name: no other stack reads its state. Its state is then in the workspace, and the local file above is not used';
  const sources = after.filter((other) => other !== STATE_BACKEND);
  return [
    'With the exported folder committed to a repository:',
    '',
    `1. Make a workspace ${workspace}. Version control workflow, execution mode Remote.`,
    `2. Working directory: the path of this folder in the repository, such as \`<folder>/stacks/${name}\`. Runs begin when something in it changes.`,
    `3. Terraform version: one that satisfies \`${terraformVersion}\`.`,
    '4. Environment variables: `TFC_AWS_PROVIDER_AUTH=true` and `TFC_AWS_RUN_ROLE_ARN=<role>`. The role trusts `https://app.terraform.io` for this workspace.',
    ...(state.type === 'cloud'
      ? [
          '5. Remote state sharing: allow the workspaces of the stacks that come after this one.',
          ...(sources.length === 0
            ? []
            : [`6. Run triggers: the workspaces of ${sources.map(code).join(', ')}.`]),
        ]
      : []),
  ].join('\n');
}

/** The README.md of an exported stack's folder. */
export function stackReadme(stack: ExportedStack, environment: string): string {
  const { name, purpose, after, terraformVersion, region, account, state, files } = stack;
  const before = after.map((other) => `[${code(other)}](../${other}/README.md)`).join(', ');
  const assets = files.filter(({ path }) => path.startsWith('assets/'));
  const rows = [
    ['Comes after', before === '' ? 'nothing: it is the first' : before],
    ['Terraform', code(terraformVersion)],
    ['Region', region],
    ['Account', account === undefined ? 'the one that the credentials belong to' : `${account}, no other`],
    ['State', stateInWords(state)],
    ...(assets.length === 0 ? [] : [['Files', assets.map(({ path }) => code(path)).join(', ')]]),
  ];
  return `# ${name}

${purpose}

Exported with the environment \`${environment}\` of PetClinic on AWS: Terraform JSON, with the provider pinned by \`.terraform.lock.hcl\`. Change nothing here: change the project and export again.

|     |     |
| --- | --- |
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
${localState(state)}
## Credentials

${credentials(state)}

## With plain Terraform

In this folder, when the stacks before it are applied${state.type === 'cloud' ? '; `apply` only where the workspace watches no repository' : ''}:

\`\`\`bash
terraform init
terraform plan
terraform apply
\`\`\`

\`init\` leaves the folder \`.terraform\` here. A new export takes it away: run \`init\` again then.

## As a VCS-driven workspace of HCP Terraform

${vcsDriven(stack)}
`;
}
