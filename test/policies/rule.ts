import { Estate } from '../support/estate';
import { covers } from './support/statements';

/** A resource that breaks a rule. */
export interface Finding {
  /** Stack and Terraform address, such as `dev-network/aws_vpc.vpc_vpc`. */
  readonly address: string;
  /** The fault, and what to do. */
  readonly problem: string;
}

/** A finding for each problem that `problemsOf` sees at one of the subjects. */
export const findingsAt = <S extends { readonly address: string }>(
  subjects: readonly S[],
  problemsOf: (subject: S) => readonly string[],
): Finding[] =>
  subjects.flatMap((subject) =>
    problemsOf(subject).map((problem) => ({ address: subject.address, problem })),
  );

/** The problem, unless `holds`. */
export const unless = (holds: boolean, problem: string): string[] => (holds ? [] : [problem]);

/**
 * A condition that every stack of every environment meets. One rule a file, `rules/<area>/<name>.ts`, which exports it as
 * `rule`; a mutation breaks it in the real estate.
 */
export interface Rule {
  /** Consequence of a breach: what AWS does, or what is lost. */
  readonly reason: string;
  /** The AWS or Terraform page that says so. */
  readonly source: string;
  readonly check: (estate: Estate) => Finding[];
}

/** A rule with its name: `<resource>-<verb>-<AWS's term>` in kebab-case, such as `bucket-has-lifecycle`. */
export interface NamedRule extends Rule {
  readonly name: string;
}

/** A breach of a rule, or of a check of checkov. */
export interface Found extends Finding {
  /** The rule's name, or the check's id, such as `CKV_AWS_7`. */
  readonly rule: string;
}

/** Permission to break one rule. */
export interface Exception {
  /** A rule's name, or the id of a check of checkov. */
  readonly rule: string;
  /** The address that may break it; `*` stands for any text, where the reason holds for whatever fits. */
  readonly address: string;
  readonly reason: string;
  /** The day on which it has to be looked at again, such as `2027-06-30`. The nightly workflow warns from then on. */
  readonly reviewOn: string;
}

/** The outcome of judging an estate. Empty lists are what one wants. */
export interface Verdict {
  /** Findings that no exception covers, each as one line. */
  readonly findings: readonly string[];
  /** Exceptions that cover nothing any more, each as one line. */
  readonly unusedExceptions: readonly string[];
}

/** The breaches of a rule in an estate, with its reason and source. */
export const breaches = (estate: Estate, { name, reason, source, check }: NamedRule): Found[] =>
  check(estate).map(({ address, problem }) => ({
    rule: name,
    address,
    problem: `${problem} (${reason} ${source})`,
  }));

/** Compares findings with the exceptions. */
export function judge(found: readonly Found[], exceptions: readonly Exception[]): Verdict {
  const permits = (exception: Exception, { rule, address }: Found): boolean =>
    rule === exception.rule && covers(exception.address, address);

  return {
    findings: found
      .filter((finding) => !exceptions.some((exception) => permits(exception, finding)))
      .map(({ rule, address, problem }) => `${rule}: ${address}: ${problem}`),
    unusedExceptions: exceptions
      .filter((exception) => !found.some((finding) => permits(exception, finding)))
      .map(({ rule, address }) => `${rule}: ${address}: nothing breaks the rule there: remove it`),
  };
}

/**
 * The exceptions that have to be looked at again, each as one line.
 *
 * @param today such as `2026-11-22`
 */
export const overdue = (exceptions: readonly Exception[], today: string): string[] =>
  exceptions
    .filter(({ reviewOn }) => reviewOn <= today)
    .map(({ rule, address, reviewOn }) => `${rule}: ${address}: to be reviewed on ${reviewOn}`);
