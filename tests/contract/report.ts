/** What a contract suite says about an endpoint, for people and as JSON. */

/** `reported`: an open question of the facts, answered differently from what the simulator assumes. */
export type CaseStatus = 'passed' | 'failed' | 'reported' | 'left out';

export interface CaseOutcome {
  readonly subject: string;
  readonly name: string;
  /** The section of the facts the case rests on, with its mark. */
  readonly basis: string;
  readonly status: CaseStatus;
  /** Why it failed or was left out, or what an open question was answered with. */
  readonly details: readonly string[];
  readonly milliseconds: number;
}

export interface SuiteReport {
  readonly suite: string;
  /** Where the requests went. */
  readonly endpoint: string;
  /** Part of everything the run made. */
  readonly run: string;
  readonly outcomes: readonly CaseOutcome[];
}

type Counts = Readonly<Record<CaseStatus, number>>;

export function countOutcomes(outcomes: readonly CaseOutcome[]): Counts {
  const count = (status: CaseStatus): number => outcomes.filter((each) => each.status === status).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    reported: count('reported'),
    'left out': count('left out'),
  };
}

/** One line per case; what there is to say about it is indented below. */
export function describeOutcome({ status, subject, name, basis, details }: CaseOutcome): string {
  const line = `${status.padEnd(8)}  ${subject}: ${name}  (${basis})`;
  return [line, ...details.map((detail) => `            ${detail}`)].join('\n');
}

export function describeCounts(counts: Counts): string {
  return Object.entries(counts)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
}

export function reportAsJson({ suite, endpoint, run, outcomes }: SuiteReport): string {
  return JSON.stringify(
    { suite, endpoint, run, counts: countOutcomes(outcomes), cases: outcomes },
    undefined,
    2,
  );
}
