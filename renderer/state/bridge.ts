/** The page's one way out: a typed client over `window.accord`, which the preload (or a test) provides. */
import type { EventName, Events, Input, Method, Output } from '../../shared/ipc/contract.ts';
import { wireErrorOf, type Reply, type WireError } from '../../shared/ipc/errors.ts';

export interface Bridge {
  call(method: string, input: unknown): Promise<Reply<unknown>>;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: string, payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly accord?: Bridge;
  }
}

/** A refusal of the program, already in words. */
export class CallError extends Error {
  readonly problem: WireError;

  constructor(problem: WireError) {
    super(problem.code);
    this.name = 'CallError';
    this.problem = problem;
  }
}

/** Anything thrown on the way, as an error a person can read. */
export function problemOf(thrown: unknown): WireError {
  return thrown instanceof CallError ? thrown.problem : wireErrorOf(thrown);
}

function bridge(): Bridge {
  if (window.accord === undefined)
    throw new Error('window.accord is missing: the page was not opened by Accord');
  return window.accord;
}

/** @throws CallError with the program's own words. */
export async function call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
  const reply = await bridge().call(method, input);
  if (!reply.ok) throw new CallError(reply.error);
  return reply.value as Output<M>;
}

export type Listeners = { readonly [E in EventName]: (payload: Events[E]) => void };

/** @returns a function that ends the subscription. */
export function listen(listeners: Listeners): () => void {
  return bridge().subscribe((event, payload) => {
    if (!Object.hasOwn(listeners, event)) return;
    const listener = listeners[event as EventName] as (payload: unknown) => void;
    listener(payload);
  });
}
