/** The handle on the simulators' process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Addresses, Answers, Question, SimulatorsInput } from './simulators.ts';

export interface SimulatorProcess {
  readonly addresses: Addresses;
  /** One question at a time. */
  ask<Q extends Question>(question: Q): Promise<Answers[Q]>;
  close(): Promise<void>;
}

/** Starts and seeds both simulators. @throws when the process ends before it answers. */
export async function startSimulatorProcess(input: SimulatorsInput): Promise<SimulatorProcess> {
  const file = fileURLToPath(new URL('simulators.ts', import.meta.url));
  // Options of this process, such as a profiler's, are not the simulators'.
  const child = fork(file, [JSON.stringify(input)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const ended = once(child, 'exit');
  async function nextMessage(): Promise<unknown> {
    const waiting = new AbortController();
    const message = once(child, 'message', { signal: waiting.signal });
    const end = ended.then(() => {
      waiting.abort();
      throw new Error(`The simulators ended with code ${String(child.exitCode)}.`);
    });
    const [answer] = (await Promise.race([message, end])) as [unknown];
    return answer;
  }

  const addresses = (await nextMessage()) as Addresses;
  return {
    addresses,
    ask: async <Q extends Question>(question: Q): Promise<Answers[Q]> => {
      const answer = nextMessage();
      child.send(question);
      return (await answer) as Answers[Q];
    },
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
}
