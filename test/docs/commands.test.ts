import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationsIn } from '../support/output-folder';
import { actions, jobs, stepsOf } from '../github/workflow-files';
import { withEverySwitchOn } from '../support/switches';
import { PROJECT_ROOT, synthesize } from '../support/synthesis';
import { blocksOf, commandsOf, filled, problemOf } from './commands-in-pages';

/** Commands of the pages; those of the AWS CLI are held by `tools/emulator/tests/test_runbook_commands.py`. */
const docs = readdirSync(join(PROJECT_ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...docs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file)),
];
const read = (page: string): string => readFileSync(join(PROJECT_ROOT, page), 'utf8');
const stacks = configurationsIn(synthesize({ environments: withEverySwitchOn() }));
const problemsIn = (text: string): string[] =>
  commandsOf(text).flatMap((words) => {
    const problem = problemOf(words, stacks);
    return problem === undefined ? [] : [`${words.join(' ')}: ${problem}`];
  });

test.each(pages)('%s has commands of npm, Terraform and gh that run', (page) => {
  expect(problemsIn(read(page))).toEqual([]);
});

test('steps of the workflows have commands of npm and gh that run', () => {
  const steps = [
    ...jobs.flatMap(([, job]) => stepsOf(job)),
    ...Object.values(actions).flatMap((each) => each.steps),
  ];
  const filledIn = steps.map(({ run = '' }) =>
    run.replaceAll('"$ENVIRONMENT"', 'dev').replaceAll(/"\$\w+"|\$\w+/g, 'x'),
  );
  expect(problemsIn(filledIn.map((run) => `\`\`\`bash\n${run}\n\`\`\``).join('\n'))).toEqual([]);
  expect(filledIn.join('\n').match(/\bgh \w+/g)?.length).toBeGreaterThan(8);
});

test('every block for a shell is one', () => {
  const wrong = pages.flatMap((page) =>
    blocksOf(read(page)).flatMap((block) => {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: filled(block), encoding: 'utf8' });
      return status === 0 ? [] : [`${page}: ${stderr}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('commands are found', () => {
  expect(pages.flatMap((page) => commandsOf(read(page))).length).toBeGreaterThan(200);
});

test.each([
  ['npm run plans', 'npm has no run plans'],
  ['npm run plan -- dev', 'It takes options alone, not "dev".'],
  ['npm run plan --env dev', 'npm takes --env for its own'],
  ['npm run apply -- --environment dev', 'There is no option --environment, only'],
  ['npm run preview -- --env dev', '--base is missing'],
  ['npm run plan -- --env test', 'there is no environment test'],
  ['npm test -- units', 'There is no check and no file units'],
  ['npx cdktf deploy dev-compute', 'there is no stack dev-compute'],
  ['npx jest test/nowhere.test.ts -u', 'there is no test/nowhere.test.ts'],
  ['terraform aply', 'terraform has no aply'],
  ['terraform state ls', 'terraform has no state ls'],
  ['terraform -chdir=cdktf.out/stacks/dev-compute plan', 'there is no stack dev-compute'],
  [
    'terraform -chdir=cdktf.out/stacks/dev-data output -quiet schema_versions',
    'terraform output takes no -quiet',
  ],
  ['terraform -chdir=cdktf.out/stacks/dev-data output url', 'dev-data has no output url'],
  [
    'terraform -chdir=cdktf.out/stacks/dev-data apply -replace=aws_rds_cluster.cluster',
    'dev-data has no aws_rds_cluster.cluster',
  ],
  ['gh workflow stop deploy.yml', 'gh has no workflow stop deploy.yml'],
  ['gh run list --workflows deploy.yml', 'gh run list takes no --workflows'],
  ['gh issue close 5 --body done', 'gh issue close takes no --body'],
  ['gh workflow run nowhere.yml', 'there is no workflow nowhere.yml'],
  ['gh workflow run apply.yml -f name=dev', 'apply.yml has no input name'],
])('%s is told', (command, says) => {
  expect(problemsIn(`\`\`\`bash\nfor s in a; do ${command} | cat; done\n\`\`\``)).toEqual([
    expect.stringContaining(`${command}: ${says}`),
  ]);
  expect(problemsIn(`Say \`${command}\`.`)).toHaveLength(1);
});
