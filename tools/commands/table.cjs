// @ts-check
'use strict';
// CommonJS without packages: help and refusals come before there are any. What runs is loaded when it runs, by tsx.
/* eslint-disable @typescript-eslint/no-require-imports, no-undef -- plain CommonJS */
const { join } = require('node:path');
const { checks, chooseChecks } = require('../check/checks.cjs');

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
 * @property {string} exitCodes
 * @property {(values: any, positionals: string[]) => Promise<number>} run to its exit code
 */

/** Of the project's own environments. */
const env = { value: '<name>', does: 'the environment', default: 'dev', isDefined: true };
const out = {
  value: '<folder>',
  does: 'where the stacks are synthesized',
  default: 'cdktf.out',
  isFolder: true,
};
const home = {
  value: '<folder>',
  does: 'where the emulator keeps its files',
  default: '.emulator',
  isFolder: true,
};

const AROUND_PLANS = {
  env,
  stack: {
    value: '<name>',
    does: 'only this stack, such as dev-network; may be given several times',
    multiple: true,
  },
  out,
  plans: { value: '<folder>', does: 'where plans and reports are (plans/<environment>)', isFolder: true },
  'lock-timeout': {
    value: '<time>',
    does: 'waits that long for a lock that somebody else holds, such as 5m',
    default: '0s',
    pattern: /^\d+[smh]$/,
    allowed: 'a number of seconds, minutes or hours, such as 30s or 5m',
  },
};
const noLock = { does: 'takes no lock, for who may only read states; an apply may be at work then' };

const planCommand = (/** @type {any} */ given) => ({
  environment: given.env,
  stacks: given.stack,
  outDir: given.out,
  folder: given.plans ?? join(process.cwd(), 'plans', given.env),
  lockTimeout: given['lock-timeout'],
  isUnlocked: given['no-lock'],
  isSaved: given['to-bucket'],
  saved: given['from-bucket'],
});

/**
 * @param {any} given
 * @param {(options: { environment: string, home: string, outDir: string, full?: boolean }) => Promise<number>} run
 */
const onEmulator = (given, run) =>
  require('../session/with-lock').withLock(
    join(given.home, 'lock'),
    `the emulator in ${require('../support/short-path').shortPath(given.home)}`,
    () => run({ environment: given.env, home: given.home, outDir: given.out, full: given.full }),
  );

/** @type {Readonly<Record<string, Command>>} */
const commands = {
  start: {
    does: 'Deploys an environment on the emulator, which it starts when none runs.',
    needs: 'emulator',
    about: `It goes on from where \`npm stop\` ended, and plans only stacks whose JSON, packages, state or upstream outputs are
other than they were when they were last applied.`,
    options: { env, home, out, full: { does: 'plans every stack' } },
    exitCodes: '0 deployed, 1 a failure, 2 a command that is not understood, 130 after Ctrl-C.',
    run: (given) => onEmulator(given, require('../emulator/start').start),
  },
  stop: {
    does: 'Ends the emulator, and keeps all that is in it for the next start.',
    needs: 'node',
    options: { home, forget: { does: 'throws it all away' } },
    exitCodes: '0 ended, 1 a failure, 2 a command that is not understood.',
    run: (given) =>
      onEmulator(given, () => require('../emulator/stop').stop({ home: given.home, forget: given.forget })),
  },
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
  destroy: {
    does: 'Takes the stacks of an environment on the emulator down.',
    needs: 'node',
    options: { env, home, out },
    exitCodes: `0 destroyed, 1 a failure, 2 a command that is not understood, 3 the environment is protected: nothing was
destroyed then, and the way to go on is shown. 130 after Ctrl-C.`,
    run: (given) => onEmulator(given, require('../emulator/destroy').destroy),
  },
  chat: {
    does: 'Asks the GenAI function that is deployed on the emulator.',
    needs: 'node',
    about: `The function is called as the API would call it; the answer is shown with the tools that were called. Function, tools
and database are real; the model is a stand-in of the emulator's.`,
    options: { session: { value: '<id>', does: 'goes on with a conversation' }, env, home },
    positionals: { value: '"<question>"', required: true },
    exitCodes: '0 an answer, 1 none, 2 a command that is not understood.',
    run: async (given, words) => {
      const { report, exitCode } = await require('../chat/chat').chat({
        question: words.join(' ').trim(),
        environment: given.env,
        home: given.home,
        sessionId: given.session,
      });
      console.log(report);
      return exitCode;
    },
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
    exitCodes: '0 written, 1 a failure, 2 a command that is not understood.',
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
  plan: {
    does: 'Plans every stack of an environment, and writes one report on all of them.',
    needs: 'node',
    misuse: 1,
    about: `The usual variables of the AWS environment say where: credentials of an account, or the emulator after
\`source .emulator/env\`. Changes nothing.

The folder of the plans then holds report.md, comment.md (the same, or shortened to what fits a comment on GitHub), and of
each stack its plan file and Terraform's text of it. Plan files hold secrets in clear: keep them to yourself.`,
    options: {
      ...AROUND_PLANS,
      'no-lock': noLock,
      'to-bucket': { does: 'also saves the plans in the state bucket, for a day, and says under which name' },
    },
    exitCodes: `0 nothing to change, 2 changes, 1 everything else: a stack that cannot be planned, no credentials, an unknown
environment or stack. 130 after Ctrl-C.`,
    run: (given) => require('../plan/run').plan(planCommand(given)),
  },
  apply: {
    does: 'Applies the saved plans of an environment: exactly what was reported, or nothing.',
    needs: 'node',
    misuse: 1,
    about: `It refuses when something moved since the plan: the source, the account or address, the version of Terraform, a state,
outputs that a stack reads. It stops at the first failure. A plan that is applied is used up, so a second apply goes on
behind it. Plans that the report calls provisional are not applied: plan again once the stacks before them are applied.`,
    options: {
      ...AROUND_PLANS,
      'from-bucket': {
        value: '<name>',
        does: 'the plans that plan --to-bucket saved under that name, and no others',
        pattern: /^[0-9a-f]{40}-[0-9a-f]{64}$/,
        allowed: 'a commit and a digest, as plan --to-bucket says them',
      },
    },
    exitCodes: `0 applied, or nothing was left to apply. 2 what held is applied, and a stack has to be planned again. 1 everything
else: refused, failed, no plans, no credentials, an unknown environment or stack. 130 after Ctrl-C.`,
    run: (given) => require('../apply/run').apply(planCommand(given)),
  },
  drift: {
    does: 'Looks for what was changed outside Terraform. Changes nothing.',
    needs: 'node',
    misuse: 1,
    options: { ...AROUND_PLANS, 'no-lock': noLock },
    exitCodes: `0 no drift, 2 drift, 1 everything else: a stack that cannot be looked at, no credentials, an unknown environment or
stack. 130 after Ctrl-C.`,
    run: (given) => require('../drift/run').drift(planCommand(given)),
  },
  export: {
    does: 'Writes a folder for each stack that Terraform alone can run.',
    needs: 'node',
    about: `Terraform JSON, dependency lock file, the functions' packages, and a README.md that says how to run them: Node is not
needed there.`,
    options: {
      env,
      out: {
        value: '<folder>',
        does: 'a new or empty folder, or an earlier export, which is then replaced as a whole',
        required: true,
        isFolder: true,
      },
    },
    exitCodes: `0 exported, 1 a failure: the folder holds something else, or synthesis fails. 2 a command that is not understood, an
unknown environment among them. 130 after Ctrl-C.`,
    run: (given) =>
      require('../export/export').exportEnvironment({ environment: given.env, folder: given.out }),
  },
  package: {
    does: 'Packages every function in lambdas to dist/lambdas.',
    needs: 'node',
    about: 'The same sources give the same bytes, on any machine.',
    options: {},
    exitCodes: '0 packaged, 1 a failure, 2 a command that is not understood.',
    run: async () => {
      for (const { name, bytes, sha256, made } of await require('../package/build').buildPackages()) {
        const state = made ? 'made' : 'is up to date';
        console.log(`dist/lambdas/${name}.zip ${state}: ${Math.ceil(bytes / 1024)} KiB, sha256 ${sha256}`);
      }
      return 0;
    },
  },
  trace: {
    does: 'Follows a packet or a request hop by hop, and shows what decides.',
    needs: 'node',
    about: `  npm run trace -- GET /api/customers/owners --from 203.0.113.9
  npm run trace -- tcp customers-service aurora 3306

Paths come without the stage. Names are those of services and functions, aurora, alb, internet and the services of AWS that
have an endpoint, such as ssm; IPv4 addresses too. Rules that AWS keeps to itself, such as managed rule groups, are not
judged. An unknown name is answered with the known ones.`,
    options: {
      from: { value: '<address>', does: 'IPv4 address that a request comes from', default: '203.0.113.9' },
      header: {
        value: '<name=value>',
        does: 'a header of the request; may be given several times',
        multiple: true,
      },
      'body-size': { value: '<bytes>', does: 'size of its body', default: '0' },
      at: {
        value: '<place>',
        does: 'where it starts: api, or alb for straight to the load balancer',
        default: 'api',
      },
      env,
      live: { does: 'asks the AWS API in place of the synthesized JSON, by describe calls alone' },
      json: { does: 'prints the answer as JSON' },
    },
    positionals: { value: '<question>', required: true },
    exitCodes: `0 reached: a task, function or address gets it. 1 not reached: a firewall, gateway or load balancer answers, or a
packet is stopped. 2 a command that is not understood, an unknown name or environment among them, or with --live AWS
that does not answer.`,
    run: (given, words) =>
      require('../trace/run').trace({
        words,
        from: given.from,
        headers: given.header,
        bodySize: given['body-size'],
        at: given.at,
        environment: given.env,
        isLive: given.live,
        isJson: given.json,
      }),
  },
  prove: {
    does: 'Proves who reaches whom: every flow, the matrix of all others, and requests.',
    needs: 'node',
    options: {
      env: { value: '<name>', does: 'only this environment', isDefined: true },
      json: { does: 'prints the claims as JSON' },
    },
    exitCodes:
      '0 every claim holds, 1 one does not, 2 a command that is not understood, an unknown environment among them.',
    run: (given) => require('../prove/run').prove({ environment: given.env, isJson: given.json }),
  },
  diagram: {
    does: 'Draws the stacks of an environment to docs/generated.',
    needs: 'node',
    options: { env },
    exitCodes: '0 drawn, 1 a failure, 2 a command that is not understood.',
    run: (given) => require('../diagram/run').diagram(given.env),
  },
  alarms: {
    does: 'Writes docs/alarms.md, the list of alarms and events.',
    needs: 'node',
    options: {},
    exitCodes: '0 written, 1 a failure, 2 a command that is not understood.',
    run: () => require('../alarms/run').writeAlarmsPage(),
  },
  get: {
    does: 'Makes the typed bindings in .gen from the modules that cdktf.json names.',
    needs: 'node',
    options: {},
    exitCodes: '0 made, 1 a failure, 2 a command that is not understood.',
    run: () => {
      const { spawnSync } = require('node:child_process');
      return Promise.resolve(spawnSync('node_modules/.bin/cdktf', ['get'], { stdio: 'inherit' }).status ?? 1);
    },
  },
  bench: {
    does: 'Measures synthesis, its growth with the catalogue, and the report on a plan.',
    needs: 'node',
    options: {
      rounds: {
        value: '<n>',
        does: 'how often synthesis is measured; the least time counts',
        default: '5',
        pattern: /^([1-9]\d?|100)$/,
        allowed: 'a whole number from 1 to 100',
      },
    },
    exitCodes: '0 measured, 1 a failure, 2 a command that is not understood.',
    run: (given) => require('../bench/run').bench(Number(given.rounds)),
  },
};

module.exports = { commands };
