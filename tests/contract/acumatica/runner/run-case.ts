/** Runs one case and judges what came. */
import { fill, valueAt } from '../../placeholders.ts';
import type { CaseOutcome } from '../../report.ts';
import { compareShape } from '../../shape.ts';
import type { Answer, ContractCase, Need, Request, Step } from '../suite/case.ts';
import type { Endpoint, Received } from './endpoint.ts';
import { errorsIn, unwrapped } from './wire.ts';

export interface CaseRun {
  readonly endpoint: Endpoint;
  /** Part of everything the run makes. */
  readonly run: string;
  readonly offers: ReadonlySet<Need>;
  /** Scale of pauses: 1 at a real company. */
  readonly pace: number;
}

const day = 86_400_000;

/** `2026-01-05T00:00:00.000+00:00` */
const instant = (time: number) => new Date(time).toISOString().replace('Z', '+00:00');

function judge(answer: Answer, { status, body }: Received): readonly string[] {
  if ('record' in answer || 'records' in answer) {
    if (status !== 200) return [`expected 200, got ${status}: ${JSON.stringify(body)}`];
    return compareShape('record' in answer ? answer.record : answer.records, unwrapped(body));
  }
  if ('errors' in answer) {
    if (status !== 422) return [`expected 422, got ${status}: ${JSON.stringify(body)}`];
    return compareShape(answer.errors, errorsIn(body));
  }
  const wanted: readonly number[] = typeof answer.status === 'number' ? [answer.status] : answer.status;
  if (!wanted.includes(status)) {
    return [`expected ${wanted.join(' or ')}, got ${status}: ${JSON.stringify(body)}`];
  }
  const { exceptionMessage, message = '' } = (body ?? {}) as { exceptionMessage?: string; message?: string };
  return [
    ...(answer.message === undefined ? [] : compareShape(answer.message, exceptionMessage ?? message)),
    ...(answer.body === undefined ? [] : compareShape(answer.body, body)),
  ];
}

const succeeds: Answer = { status: [200, 201, 204] };

export async function runCase(subject: string, given: ContractCase, run: CaseRun): Promise<CaseOutcome> {
  const started = performance.now();
  const { endpoint, pace, offers } = run;
  const { user, tenant, endpoint: name } = endpoint.credentials;
  const serial = Math.random().toString(36).slice(2, 8);
  const saved = new Map<string, unknown>([
    ['run', `${run.run} ${serial}`],
    ['email', `${run.run}.${serial}@example.com`],
    ['yesterday', instant(Date.now() - day)],
    ['tomorrow', instant(Date.now() + day)],
    ['user', user],
    ['tenant', tenant],
    ['endpoint', name],
  ]);
  const read = (key: string): unknown => {
    if (!saved.has(key)) throw new Error(`Nothing was saved as ${key}.`);
    return saved.get(key);
  };
  const outcome = (status: CaseOutcome['status'], details: readonly string[]): CaseOutcome => ({
    subject,
    name: given.name,
    basis: given.basis,
    status,
    details,
    milliseconds: Math.round(performance.now() - started),
  });

  async function take(step: Step, answer: Answer, isWrong = false): Promise<readonly string[]> {
    if (step.pause !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, (step.pause ?? 0) * 1000 * pace));
    }
    const received = await endpoint.send(fill(step.request, read) as Request);
    for (const [key, path] of Object.entries(step.save ?? {})) {
      const value = valueAt(unwrapped(received.body), path);
      if (value !== undefined && value !== null) saved.set(key, value);
    }
    return [
      ...judge(fill(answer, read) as Answer, received),
      ...(isWrong ? [] : received.asked).map((problem) => `asked otherwise than published: ${problem}`),
      ...received.answered.map((problem) => `answered otherwise than published: ${problem}`),
    ];
  }

  async function takeAll(): Promise<readonly string[]> {
    for (const step of given.given ?? []) {
      const problems = await take(step, step.answer ?? succeeds);
      if (problems.length > 0) return problems.map((problem) => `before it: ${problem}`);
    }
    const problems = await take(given, given.answer, given.isWrong);
    if (problems.length > 0) return problems;
    for (const step of given.effect ?? []) {
      const effects = await take(step, step.answer ?? succeeds);
      if (effects.length > 0) return effects.map((problem) => `afterwards: ${problem}`);
    }
    return [];
  }

  /** Deletes what the case made, persons first; a customer that is kept by the company is set inactive. */
  async function clear(): Promise<readonly string[]> {
    const left: string[] = [];
    const contact = saved.get('contact');
    if (typeof contact === 'number') {
      await endpoint.send({ method: 'DELETE', path: `Contact/${contact}` });
    }
    for (const id of [saved.get('customer'), saved.get('other')]) {
      if (typeof id !== 'string') continue;
      const { status } = await endpoint.send({ method: 'DELETE', path: `Customer/${id}` });
      if (status === 204 || status === 404) continue;
      const { status: deactivated } = await endpoint.send({
        method: 'PUT',
        path: 'Customer',
        // Never made anew where it is gone already.
        headers: { 'If-Match': '*' },
        body: { CustomerID: id, Status: 'Inactive' },
      });
      if (deactivated !== 200) continue;
      left.push(`customer ${id} could not be deleted and was set inactive`);
    }
    return left;
  }

  const missing = (given.needs ?? []).filter((need) => !offers.has(need));
  if (missing.length > 0) return outcome('left out', [`the company lacks ${missing.join(', ')}`]);
  let problems: readonly string[];
  try {
    problems = await takeAll();
  } catch (error) {
    problems = [error instanceof Error ? error.message : String(error)];
  }
  const left = await clear().catch((error: unknown) => [
    `what it made could not be deleted: ${String(error)}`,
  ]);
  if (problems.length === 0) return outcome('passed', left);
  return given.heldIn === undefined
    ? outcome('failed', [...problems, ...left])
    : outcome('reported', [...problems, `assumed in ${given.heldIn}`, ...left]);
}
