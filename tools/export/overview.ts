import { ExportedStack } from './exported-stack';

/** The README.md of the exported folder: the stacks in the order in which they are applied. */
export function overview(stacks: readonly ExportedStack[], environment: string): string {
  const rows = stacks.map(({ name, purpose }, index) => {
    const [firstSentence = purpose] = /^.*?\.(?= |$)/.exec(purpose) ?? [];
    return `| ${index + 1} | [\`${name}\`](stacks/${name}/README.md) | ${firstSentence} |`;
  });
  return `# PetClinic on AWS: ${environment}

Every stack of the environment \`${environment}\` as a folder of its own, for Terraform alone: neither Node nor the project that it was exported from is needed. Each README.md says how to run its stack.

Apply them in this order, and destroy them in the reverse one: a stack reads the outputs of those before it from their states.

| | Stack | Is |
| --- | --- | --- |
${rows.join('\n')}

\`export.json\` says the same for programs: which stack comes after which, and the SHA-256 of every file. The next export into this folder goes by it: it replaces what is listed there, and refuses when there is anything else.
`;
}
