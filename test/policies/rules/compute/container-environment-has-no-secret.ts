import { findingsAt, Rule, unless } from '../../rule';
import { containersOf } from '../../support/containers';

const SECRET = /password|passwd|secret|token|credential|private.?key|api.?key/i;

/** A login in an address, or a key of AWS. */
const LOGIN = /:\/\/[^/@\s]+:[^/@\s]+@|\bAKIA[0-9A-Z]{16}\b/;

export const rule: Rule = {
  reason:
    'A variable in clear is read by everyone who may describe a task definition, and lies in plan and state.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  check: (estate) =>
    findingsAt(estate.ofType('aws_ecs_task_definition'), (task) =>
      containersOf(task).flatMap(({ environment }) =>
        environment.flatMap(({ name, value }) => [
          ...unless(!SECRET.test(name), `${name} is the name of a secret: take it from Secrets Manager`),
          ...unless(
            !SECRET.test(value) && !LOGIN.test(value),
            `the value of ${name} holds a secret: take it from Secrets Manager`,
          ),
        ]),
      ),
    ),
};
