// @ts-check
'use strict';
const { join } = require('node:path');
const { env, out } = require('./options.cjs');

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

/** @type {Readonly<Record<string, import('./table.cjs').Command>>} */
module.exports = {
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
};
