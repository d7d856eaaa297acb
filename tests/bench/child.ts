/** A process of simulators that answers one question at a time. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  /** What the process said when it was ready. */
  readonly ready: unknown;
  ask(question: string): Promise<unknown>;
  close(): Promise<void>;
}

/** @throws when the process ends before it answers. */
export async function startChild(file: string, input: unknown): Promise<Child> {
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
  return {
    ready: await nextMessage(),
    ask: async (question) => {
      const answer = nextMessage();
      child.send(question);
      return await answer;
    },
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
}
