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

/** Something that must hold for every stack of every environment. One rule a file, tested on a case that breaks it. */
export interface Rule {
  /** In kebab-case, the file's name. */
  readonly name: string;
  /** What AWS does, or what we lose, where the rule is broken. */
  readonly reason: string;
  /** The AWS or Terraform page that says so. */
  readonly source: string;
  readonly check: (estate: Estate) => Finding[];
}

/** Lets one address break one rule until a date. */
export interface Exception {
  readonly rule: string;
  readonly address: string;
  readonly reason: string;
  /** The last day on which it holds, such as `2027-06-30`. */
  readonly expires: string;
}

/** What comes of holding an estate against rules with their exceptions. Empty lists are what one wants. */
export interface Verdict {
  /** Findings that no exception covers, each as one line. */
  readonly findings: readonly string[];
  /** Exceptions that cover nothing any more, or that are past their date, each as one line. */
  readonly staleExceptions: readonly string[];
}

/** @param today such as `2026-11-22` */
export function judge(
  estate: Estate,
  rules: readonly Rule[],
  exceptions: readonly Exception[],
  today: string,
): Verdict {
  const found = rules.flatMap((rule) => rule.check(estate).map((finding) => ({ rule, ...finding })));
  const covers = ({ rule, address }: Exception, finding: (typeof found)[number]): boolean =>
    rule === finding.rule.name && address === finding.address;
  const expired = ({ expires }: Exception): boolean => expires < today;

  return {
    findings: found
      .filter((finding) => !exceptions.some((exception) => covers(exception, finding)))
      .map(
        ({ rule, address, problem }) =>
          `${rule.name}: ${address}: ${problem} (${rule.reason} ${rule.source})`,
      ),
    staleExceptions: exceptions.flatMap((exception) => {
      const title = `${exception.rule}: ${exception.address}`;
      return [
        ...(expired(exception) ? [`${title}: expired on ${exception.expires}`] : []),
        ...(found.some((finding) => covers(exception, finding))
          ? []
          : [`${title}: nothing breaks the rule there: remove it`]),
      ];
    }),
  };
}
