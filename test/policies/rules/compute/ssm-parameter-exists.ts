import { environmentOf, Estate, Resource } from '../../../support/estate';
import { arnOf, fillIn } from '../../../support/values';
import { findingsAt, Rule } from '../../rule';
import { containersOf } from '../../support/containers';
import { isAllow, resourcesOf } from '../../support/statements';

const PARAMETER_ARN = /^arn:aws:ssm:[^:]*:[^:]*:parameter\//;

export const rule: Rule = {
  reason:
    'A task does not start when a parameter of its is missing or closed to it: whoever writes, reads and permits one has to spell it alike.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html',
  check: (estate) =>
    findingsAt(readers(estate), ({ resource, reads }) =>
      reads
        .filter((arn) => !writtenFor(estate, resource).includes(arn))
        .map((arn) => `nothing in its environment writes ${arn}`),
    ),
};

interface Reader {
  readonly resource: Resource;
  readonly address: string;
  readonly reads: readonly string[];
}

const writtenFor = (estate: Estate, reader: Resource): string[] =>
  estate
    .ofType('aws_ssm_parameter')
    .filter((parameter) => environmentOf(parameter) === environmentOf(reader))
    .map((parameter) =>
      arnOf(parameter.type, 'arn', estate.text(parameter, 'name') ?? '', estate.region(parameter)),
    );

/** Tasks that are told of parameters, and policies that let someone read them. */
const readers = (estate: Estate): Reader[] =>
  [
    ...estate.ofType('aws_ecs_task_definition').map((resource) => ({
      resource,
      reads: containersOf(resource)
        .flatMap(({ secrets }) => secrets)
        .map(({ valueFrom }) => fillIn(estate, resource, valueFrom)),
    })),
    ...estate
      .policyDocuments()
      // Not those of CI, which are about whatever an environment may have.
      .filter(({ kind, resource }) => kind === 'identity' && environmentOf(resource) !== undefined)
      .map(({ resource, statements }) => ({
        resource,
        reads: statements.filter(isAllow).flatMap(resourcesOf),
      })),
  ].map(({ resource, reads }) => ({
    resource,
    address: resource.address,
    reads: reads.filter((arn) => PARAMETER_ARN.test(arn)),
  }));
