import { useCallback, useEffect, useState } from 'react';
import type { Input, Method, Output } from '../../shared/ipc/contract.ts';
import type { WireError } from '../../shared/ipc/errors.ts';
import { call, problemOf } from './bridge.ts';

export interface Answer<T> {
  /** The last good answer; kept on screen while a newer one is fetched. */
  readonly value: T | null;
  readonly problem: WireError | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface Settled<T> {
  /** Which question this is the answer to. */
  readonly asked: string | null;
  readonly value: T | null;
  readonly problem: WireError | null;
}

/**
 * Asks when it appears and whenever the question changes; an answer to an older question is dropped.
 * @param input null asks nothing yet.
 * @param version anything that makes the same question worth asking again when it changes.
 */
export function useAnswer<M extends Method>(
  method: M,
  input: Input<M> | null,
  version = '',
): Answer<Output<M>> {
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState<Settled<Output<M>>>({ asked: null, value: null, problem: null });
  const question = input === null ? null : JSON.stringify(input);
  const asked = `${turn}/${version}/${question ?? ''}`;

  useEffect(() => {
    if (question === null) return;
    let isCurrent = true;
    call(method, JSON.parse(question) as Input<M>).then(
      (value) => {
        if (isCurrent) setAnswer({ asked, value, problem: null });
      },
      (error: unknown) => {
        if (isCurrent) setAnswer(({ value }) => ({ asked, value, problem: problemOf(error) }));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [method, question, asked]);

  const reload = useCallback(() => setTurn((count) => count + 1), []);
  return { value: answer.value, problem: answer.problem, isLoading: answer.asked !== asked, reload };
}
