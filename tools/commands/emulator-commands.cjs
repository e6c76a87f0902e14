// @ts-check
'use strict';
const { join } = require('node:path');
const { env, home, out } = require('./options.cjs');

/**
 * @param {any} given
 * @param {(options: { environment: string, home: string, outDir: string, full?: boolean, programs?: readonly string[] }) => Promise<number>} run
 */
const onEmulator = (given, run) =>
  require('../session/with-lock').withLock(
    join(given.home, 'lock'),
    `the emulator in ${require('../support/short-path').shortPath(given.home)}`,
    () =>
      run({
        environment: given.env,
        home: given.home,
        outDir: given.out,
        full: given.full,
        programs: given.program,
      }),
  );

/** @type {Readonly<Record<string, import('./table.cjs').Command>>} */
module.exports = {
  start: {
    does: 'Deploys an environment on the emulator, which it starts when none runs.',
    needs: 'emulator',
    about: `It goes on from where \`npm stop\` ended, and plans only stacks whose JSON, packages, state or upstream outputs are
other than they were when they were last applied.

A service answers by a stand-in, unless a program takes its place: it gets the deployed variables, and runs in the project's
folder. A start without --program goes back to the stand-ins.

  npm start -- --program customers-service='java -jar customers-service.jar'`,
    options: {
      ...{ env, home, out, full: { does: 'plans every stack' } },
      program: {
        value: '<service>=<command line>',
        does: 'runs this in place of the service; may be given for several services',
        multiple: true,
        pattern: /^[^=]+=\s*\S/,
        allowed: 'the name of a service, =, and a command line',
      },
    },
    exitCodes:
      '0 deployed and healthy, 1 a failure, 2 a command that is not understood, an unknown service among them, 130 after Ctrl-C.',
    run: (given) => onEmulator(given, require('../emulator/start').start),
  },
  stop: {
    does: 'Ends the emulator, and keeps all that is in it for the next start.',
    needs: 'node',
    options: { home, forget: { does: 'throws it all away' } },
    run: (given) =>
      onEmulator(given, () => require('../emulator/stop').stop({ home: given.home, forget: given.forget })),
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
    options: { session: { value: '<id>', does: 'continues a conversation' }, env, home },
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
  logs: {
    does: 'Shows the last hour of a log on the emulator, such as of a service.',
    needs: 'node',
    about: `Names are those of services and functions, such as vets-service and genai, and of other logs, such as api-access and waf-api;
an unknown one is answered with the known ones. On AWS, \`aws logs tail\` shows the same log groups.`,
    options: { env, home, follow: { does: 'follows new lines until Ctrl-C' } },
    positionals: { value: '<name>', required: true },
    exitCodes:
      '0 shown, 1 no emulator runs, 2 a command that is not understood, an unknown name among them. 130 after Ctrl-C.',
    run: (given, [name = '', ...others]) =>
      require('../logs/run').logs({
        name: [name, ...others].join(' '),
        environment: given.env,
        home: given.home,
        isFollowed: given.follow,
      }),
  },
};
