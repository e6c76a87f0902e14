// @ts-check
'use strict';
const { env, home } = require('./options.cjs');

/** @type {Readonly<Record<string, import('./table.cjs').Command>>} */
module.exports = {
  trace: {
    does: 'Follows a packet or a request hop by hop, and shows what decides.',
    needs: 'node',
    about: `  npm run trace -- GET /api/customers/owners --from 198.51.100.9
  npm run trace -- tcp customers-service aurora 3306

Paths come without the stage. Names are those of services and functions, aurora, alb, internet and the services of AWS that
have an endpoint, such as ssm; IPv4 addresses too. Rules that AWS keeps to itself, such as managed rule groups, are not
judged. An unknown name is answered with the known ones.`,
    options: {
      from: { value: '<address>', does: 'IPv4 address that a request comes from', default: '198.51.100.9' },
      header: {
        value: '<name=value>',
        does: 'a header of the request; may be given several times',
        multiple: true,
        pattern: /^[^=\s:]+=/,
        allowed: 'a name, = and a value',
      },
      'body-size': {
        value: '<bytes>',
        does: 'size of its body',
        default: '0',
        pattern: /^\d+$/,
        allowed: 'a number of bytes',
      },
      at: {
        value: '<place>',
        does: 'where it starts: api, or alb for straight to the load balancer',
        default: 'api',
        pattern: /^(api|alb)$/,
        allowed: 'api, alb',
      },
      env,
      home,
      live: { does: 'asks the AWS API in place of the synthesized JSON, by describe calls alone' },
      send: {
        does: "sends the request to the emulator on this machine, and shows its way beside the model's",
      },
      json: { does: 'prints the answer as JSON' },
    },
    positionals: { value: '<question>', required: true },
    exitCodes: `0 reached: a task, function or address gets it. 1 not reached: a firewall, gateway or load balancer answers, or a
packet is stopped. 2 a command that is not understood, an unknown name or environment among them, with --live AWS that does
not answer, with --send any other place than an emulator on this machine. 3 with --send: it fared otherwise than the model says.`,
    run: (given, words) =>
      require('../trace/run').trace({
        words,
        from: given.from,
        headers: given.header,
        bodySize: given['body-size'],
        at: given.at,
        environment: given.env,
        isLive: given.live,
        isSent: given.send,
        home: given.home,
        isJson: given.json,
      }),
  },
  prove: {
    does: 'Proves who reaches whom: every flow, the matrix of all others, and requests.',
    needs: 'node',
    options: {
      env: { value: '<name>', does: 'only this environment', isDefined: true },
    },
    exitCodes:
      '0 every claim holds, 1 one does not, 2 a command that is not understood, an unknown environment among them.',
    run: (given) => require('../prove/run').prove(given.env),
  },
};
