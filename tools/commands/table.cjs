// @ts-check
'use strict';
// CommonJS without packages: help and refusals come before there are any. What runs is loaded when it runs, by tsx.
const { checks, chooseChecks } = require('../check/checks.cjs');
const { env, home } = require('./options.cjs');

/**
 * A command of the project.
 *
 * @typedef {object} Command
 * @property {string} does a sentence without apostrophes: package.json has it too
 * @property {'node' | 'emulator' | 'checks'} needs what is installed before it runs
 * @property {1 | 2} [misuse] exit code for what is not understood; 1 where 2 has a meaning. 2 by default
 * @property {string} [about] paragraphs for `--help`
 * @property {Record<string, import('./arguments.cjs').Option & { isDefined?: boolean }>} options
 * @property {import('./arguments.cjs').Positionals} [positionals]
 * @property {string} [exitCodes] 0 done, 1 a failure, 2 a command that is not understood by default
 * @property {(values: any, positionals: string[]) => Promise<number>} run to its exit code
 */

/** @type {Readonly<Record<string, Command>>} */
const commands = {
  ...require('./emulator-commands.cjs'),
  test: {
    does: 'Runs every check, or those that are named.',
    needs: 'checks',
    about: `${checks.map(({ name, proves }) => `  ${name.padEnd(15)}${proves}`).join('\n')}

Behind its name a check takes files and folders to look at, such as \`npm test -- unit test/config\`;
${checks
  .filter(({ paths }) => paths === undefined)
  .map(({ name }) => name)
  .join(', ')} take none.`,
    options: {},
    positionals: { value: '<check> [<path> ...] ...', problemsOf: (given) => chooseChecks(given).problems },
    exitCodes: '0 all passed, 1 one failed, 2 a command that is not understood.',
    run: (_, given) => require('../check/run').runChecks(chooseChecks(given).chosen),
  },
  doctor: {
    does: 'Says what a deployment would fail at: on this machine, or in the account.',
    needs: 'node',
    about: `Without an environment it looks at the machine. With one, and credentials of its account in the AWS environment, it asks
the account, a call or more for each line: quotas, models, images, hosted zone, settings, subscriptions, rights of the
caller. Changes nothing. A call that is refused is a line that says so.`,
    options: {
      env: { ...env, does: 'the environment whose account is asked', default: undefined },
      models: { does: 'asks for the life cycle, access and profiles of its models alone' },
    },
    exitCodes: `0 nothing would fail, 1 something would, or could not be asked. 2 a command that is not understood, an unknown
environment among them.`,
    run: (given) =>
      given.env === undefined
        ? require('../doctor/run').doctor(given.models === true)
        : // The SDK's clients, which take five times as long to load as the machine takes to look at.
          require('../doctor/environment').doctorOf(given.env, given.models === true),
  },
  synth: {
    does: 'Writes the Terraform JSON of every stack to cdktf.out.',
    needs: 'node',
    about: 'The variable CDKTF_OUTDIR names another folder.',
    options: {
      'new-account': {
        does: 'for an account without the state bucket: the state that makes it is a local file',
      },
    },
    run: (given) => require('../session/synthesize').synth({ isNewAccount: given['new-account'] }),
  },
  preview: {
    does: 'Shows what merging the working tree would do, on an emulator, without credentials.',
    needs: 'emulator',
    misuse: 1,
    about: `Deploys the base on an emulator of its own, then plans and applies the working tree on it, stack by stack, so that
each plan sees the real outputs of those before. Asks no AWS account and needs no credentials; those of the AWS
environment are not used.

The report is in previews/<environment>: report.md, and comment.md (the same, or shortened to what fits a comment on GitHub).`,
    options: {
      base: {
        value: '<git ref>',
        does: 'what the environment stands at: a branch, tag or commit, such as origin/main',
        required: true,
      },
      // It may be in the base alone.
      env: {
        value: '<name>',
        does: 'the environment',
        default: 'dev',
        pattern: /^[a-z][a-z0-9-]*$/,
        allowed: 'lower case letters, digits and hyphens',
      },
    },
    exitCodes: `0 nothing would change, 2 changes, 1 everything else: a stack that cannot be planned or applied, a base that does
not synthesize, an unknown ref or environment. 130 after Ctrl-C.`,
    run: (given) => require('../preview/run').preview({ base: given.base, environment: given.env }),
  },
  ...require('./plan-commands.cjs'),
  export: {
    does: 'Writes a folder for each stack that Terraform alone can run.',
    needs: 'node',
    about: `Terraform JSON, dependency lock file, the functions' packages, and a README.md that says how to run them: Node is not
needed there.`,
    options: {
      env,
      out: {
        value: '<folder>',
        does: 'a new or empty folder',
        required: true,
        isFolder: true,
      },
    },
    exitCodes: `0 exported, 1 a failure: the folder holds something, or synthesis fails. 2 a command that is not understood, an
unknown environment among them. 130 after Ctrl-C.`,
    run: (given) =>
      require('../export/export').exportEnvironment({ environment: given.env, folder: given.out }),
  },
  package: {
    does: 'Packages every function in lambdas to dist/lambdas.',
    needs: 'node',
    about: 'The same sources give the same bytes, on any machine.',
    options: {},
    run: async () => {
      for (const { name, bytes, sha256, made } of await require('../package/build').buildPackages()) {
        const state = made ? 'made' : 'is up to date';
        console.log(`dist/lambdas/${name}.zip ${state}: ${Math.ceil(bytes / 1024)} KiB, sha256 ${sha256}`);
      }
      return 0;
    },
  },
  ...require('./reach-commands.cjs'),
  cost: {
    does: 'Estimates what an environment costs in a month, and what switches would save.',
    needs: 'node',
    about: `Prices the synthesized JSON: what is paid whether used or not, and what depends on use under the assumptions of the
environment (\`usage\` in its file). Prices are on demand, without allowances and taxes, of us-west-2. What is not known is
listed, and never counted as nothing.`,
    options: { env },
    run: (given) => require('../cost/run').cost(given.env),
  },
  diagram: {
    does: 'Draws the requests of an environment to docs/generated.',
    needs: 'node',
    options: {
      env,
      network: {
        does: 'draws the network in their place: routes, network ACLs and endpoints of each subnet',
      },
    },
    run: (given) => require('../diagram/run').diagram(given.env, given.network),
  },
  pictures: {
    does: 'Takes the pictures of README from what runs on the emulator.',
    needs: 'checks',
    about: `Writes docs/pictures/start.png, the end of what an \`npm start\` printed to the file, and docs/pictures/page.png, the page
of the emulator that it started, after a request and a question to the assistant:

  npm start > start.log
  npm run pictures -- start.log`,
    options: { home },
    positionals: { value: '<file>', required: true },
    run: (given, [log = '']) => require('../pictures/run').takePictures({ log, home: given.home }),
  },
  alarms: {
    does: 'Writes docs/alarms.md, the list of alarms and events.',
    needs: 'node',
    options: {},
    run: () => require('../alarms/run').writeAlarmsPage(),
  },
  settings: {
    does: 'Writes all settings into docs/generated/settings.md, and the environments into the workflows.',
    needs: 'node',
    options: {},
    run: () => require('../settings/run').writeSettings(),
  },
  get: {
    does: 'Makes the typed bindings in .gen from the modules that cdktf.json names.',
    needs: 'node',
    options: {},
    run: () => {
      const { spawnSync } = require('node:child_process');
      return Promise.resolve(spawnSync('node_modules/.bin/cdktf', ['get'], { stdio: 'inherit' }).status ?? 1);
    },
  },
  bench: {
    does: 'Measures synthesis, the report on a plan, and requests to the running system.',
    needs: 'node',
    about: `With an emulator that runs, also requests through firewall, API, load balancer, stand-ins and database, beside the same
to the stand-ins alone.`,
    options: {
      env,
      home,
      rounds: {
        value: '<n>',
        does: 'how often synthesis is measured; the least time counts',
        default: '5',
        pattern: /^([1-9]\d?|100)$/,
        allowed: 'a whole number from 1 to 100',
      },
    },
    exitCodes: '0 measured, 1 a failure or a request that was refused, 2 a command that is not understood.',
    run: ({ rounds, env: environment, home: folder }) =>
      require('../bench/run').bench(Number(rounds), environment, folder),
  },
};

module.exports = { commands };
