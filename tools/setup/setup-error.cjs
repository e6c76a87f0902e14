// @ts-check
'use strict';

/** A failure that the person at the keyboard can mend: the message says how. */
class SetupError extends Error {}

module.exports = { SetupError };
