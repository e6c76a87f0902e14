import { Estate } from '../support/estate';

/** A resource that breaks a rule. */
export interface Finding {
  /** Stack and Terraform address, such as `dev-network/aws_vpc.vpc_vpc`. */
  readonly address: string;
  /** What is wrong, and what to do. */
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
  /** What AWS does, or what we lose, where the rule is broken. */
  readonly reason: string;
  /** The AWS or Terraform page that says so. */
  readonly source: string;
  readonly check: (estate: Estate) => Finding[];
}

/** A rule with its name: `<resource>-<verb>-<AWS's term>` in kebab-case, such as `bucket-has-lifecycle`. */
export interface NamedRule extends Rule {
  readonly name: string;
}

/** Permission for one address to break one rule. */
export interface Exception {
  readonly rule: string;
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

/** What breaks the rules in an estate, less what the exceptions permit. */
export function judge(
  estate: Estate,
  rules: readonly NamedRule[],
  exceptions: readonly Exception[],
): Verdict {
  const found = rules.flatMap((rule) => rule.check(estate).map((finding) => ({ rule, ...finding })));
  const covers = ({ rule, address }: Exception, finding: (typeof found)[number]): boolean =>
    rule === finding.rule.name && address === finding.address;

  return {
    findings: found
      .filter((finding) => !exceptions.some((exception) => covers(exception, finding)))
      .map(
        ({ rule, address, problem }) =>
          `${rule.name}: ${address}: ${problem} (${rule.reason} ${rule.source})`,
      ),
    unusedExceptions: exceptions
      .filter((exception) => !found.some((finding) => covers(exception, finding)))
      .map(({ rule, address }) => `${rule}: ${address}: nothing breaks the rule there: remove it`),
  };
}
