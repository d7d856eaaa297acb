/** One case from its set-up to its removal. */
import { setTimeout as wait } from 'node:timers/promises';
import { fill } from '../../placeholders.ts';
import type { CaseOutcome, CaseStatus } from '../../report.ts';
import { compareShape } from '../../shape.ts';
import type { Answer, ContractCase, Need, Read, Step } from '../suite/case.ts';
import { createClient } from './client.ts';
import type { Client, Received, SendOptions } from './client.ts';
import type { ProbedEndpoint } from './endpoint.ts';
import { judge, judgeSuccess, savedFrom } from './judge.ts';
import { createLeftovers } from './leftovers.ts';
import type { Leftovers } from './leftovers.ts';
import type { Names, Naming } from './names.ts';
import { valueAt } from '../../placeholders.ts';

export interface CaseRun {
  readonly endpoint: ProbedEndpoint;
  readonly naming: Naming;
  /** Run slow cases on a real store too. */
  readonly includesSlow: boolean;
}

const whatIsMissing: Readonly<Record<Need, string>> = {
  simulator: 'needs switches of the simulator',
  b2b: 'needs a store with business customers (B2B)',
  'client credentials': 'needs the client id and secret of an app that signs in by client credentials',
  'authorization app': 'needs an app that signs in by authorization code, approved without a person',
};

/** Why the case cannot or should not be run here; undefined when it is to be run. */
function reasonToLeaveOut({ endpoint, includesSlow }: CaseRun, each: ContractCase): string | undefined {
  const missing = (each.needs ?? []).find((need) => !endpoint.offers.has(need));
  if (missing !== undefined) return whatIsMissing[missing];
  const isReal = !endpoint.offers.has('simulator');
  return each.isSlow === true && isReal && !includesSlow ? 'slow: run it with --slow' : undefined;
}

export async function runCase(run: CaseRun, subject: string, each: ContractCase): Promise<CaseOutcome> {
  const started = performance.now();
  const outcome = (status: CaseStatus, details: readonly string[]): CaseOutcome => ({
    subject,
    name: each.name,
    basis: each.basis,
    status,
    details,
    milliseconds: Math.round(performance.now() - started),
  });
  const reason = reasonToLeaveOut(run, each);
  if (reason !== undefined) return outcome('left out', [reason]);

  const client = createClient(run.endpoint);
  const scene: Scene = {
    client,
    names: run.naming.nextCase(run.endpoint),
    leftovers: createLeftovers(client),
  };
  const restore = each.needs?.includes('simulator') === true ? await rememberSwitches(client) : undefined;
  const faults = await play(scene, each).catch((error: unknown) => [String(error)]);
  await restore?.();
  const left = await tidy(scene, each);
  const isReal = !run.endpoint.offers.has('simulator');
  if (faults.length > 0 && each.isOpen === true && isReal) return outcome('reported', [...faults, ...left]);
  return outcome(faults.length + left.length > 0 ? 'failed' : 'passed', [...faults, ...left]);
}

interface Scene {
  readonly client: Client;
  readonly names: Names;
  readonly leftovers: Leftovers;
}

/** The case itself. Answers what was not as expected. */
async function play(scene: Scene, each: ContractCase): Promise<readonly string[]> {
  for (const [index, step] of (each.given ?? []).entries()) {
    const faults = await take(scene, step);
    if (faults.length > 0) return faults.map((fault) => `set-up, step ${index + 1}: ${fault}`);
  }
  const before = each.unchanged && (await read(scene, each.unchanged));
  const faults = [...(await take(scene, each))];
  if (each.effect) {
    const { data, within, ...request } = each.effect;
    const step: Step = { request, answer: { data }, ...(within === undefined ? {} : { within }) };
    faults.push(...(await take(scene, step)).map((fault) => `afterwards: ${fault}`));
  }
  if (each.unchanged) {
    const differences = compareShape(before, await read(scene, each.unchanged), 'data');
    faults.push(...differences.map((fault) => `it changed: ${fault}`));
  }
  return faults;
}

async function read({ client, names }: Scene, what: Read): Promise<unknown> {
  const { body } = await client.send(fill(what, names.read) as Read);
  return valueAt(body, 'data');
}

const shortTimeout = 400;

/** Sends the request of a step, again and again where it says so, and saves what is named. */
async function take(scene: Scene, step: Step): Promise<readonly string[]> {
  const { client, names, leftovers } = scene;
  await wait((step.pause ?? 0) * 1000);
  const deadline = performance.now() + (step.within ?? 0) * 1000;
  for (let pause = 25; ; pause = Math.min(pause * 2, 2_000)) {
    const request = fill(step.request, names.read) as Step['request'];
    const answer = step.answer && (fill(step.answer, names.read) as Answer);
    const received = await client.send(request, sendOptions(answer));
    leftovers.note(request, received);
    const faults = answer ? judge(answer, received) : judgeSuccess(request, received);
    if (faults.length === 0) return saveNames(scene, step, received);
    if (performance.now() >= deadline) return faults;
    await wait(pause);
  }
}

function sendOptions(answer: Answer | undefined): SendOptions {
  if (!answer) return {};
  const isThrottled =
    ('error' in answer && valueAt(answer.error.extensions, 'code') === 'THROTTLED') ||
    ('status' in answer && answer.status === 429);
  return { isImpatient: isThrottled, ...('isBroken' in answer ? { timeout: shortTimeout } : {}) };
}

function saveNames({ names }: Scene, { request, save = {} }: Step, received: Received): readonly string[] {
  const source = savedFrom(request, received);
  return Object.entries(save).flatMap(([name, path]) => {
    const value = valueAt(source, path);
    if (value === undefined || value === null) return [`there is no ${path} to be saved as ${name}`];
    names.save(name, value);
    return [];
  });
}

async function tidy(scene: Scene, each: ContractCase): Promise<readonly string[]> {
  const left: string[] = [];
  for (const step of each.cleanup ?? [])
    left.push(...(await take(scene, step).catch((error: unknown) => [String(error)])));
  left.push(...(await scene.leftovers.remove(scene.names.emails())));
  return left.map((fault) => `clean-up: ${fault}`);
}

/** Sets the simulator's switches, faults and clock back to what they were. */
async function rememberSwitches(client: Client): Promise<() => Promise<void>> {
  const { body } = await client.send({ control: 'GET /switches' });
  return async () => {
    await client.send({ control: 'DELETE /faults' });
    await client.send({ control: 'POST /clock', body: { ahead: 0 } });
    await client.send({ control: 'POST /switches', body });
  };
}
