import { useState, type ReactNode } from 'react';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { RulesImpact } from '../../../shared/domain/rule-trial.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { formatDateTime, joinWords } from '../../kit/format.ts';
import { call } from '../../state/bridge.ts';

type Changes = Omit<Input<'rules.impact'>, 'profileId'>;

function ImpactDialog({
  impact,
  answer,
}: {
  readonly impact: RulesImpact;
  readonly answer: (isWanted: boolean) => void;
}) {
  const { sentences, sample, leaving, reading } = impact;
  return (
    <Dialog
      title="What this means for linked customers"
      onClose={() => answer(false)}
      actions={
        <>
          <Button onPress={() => answer(false)}>Go back</Button>
          <Button kind="primary" onPress={() => answer(true)}>
            Save it
          </Button>
        </>
      }
    >
      <ul className="notes">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {sample.length === 0 ? null : (
        <p className="muted">
          {leaving > sample.length ? 'Out of scope, for example: ' : 'Out of scope: '}
          {joinWords(sample.map(({ name }) => name))}.
        </p>
      )}
      <p className="faint">
        {reading === null ? null : `As both systems were read ${formatDateTime(reading.at)}. `}
        Saving writes to neither system.
      </p>
    </Dialog>
  );
}

/** Says what a change means for linked customers, and asks, before it is saved; where it means nothing for them, nobody is asked. */
export function useImpactGate(profileId: string): {
  /** @returns whether to save. @throws CallError where the change cannot be used. */
  readonly ask: (changes: Changes) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const [asked, setAsked] = useState<{
    readonly impact: RulesImpact;
    readonly answer: (isWanted: boolean) => void;
  } | null>(null);
  const ask = async (changes: Changes): Promise<boolean> => {
    const impact = await call('rules.impact', { profileId, ...changes });
    if (impact.sentences.length === 0) return true;
    return new Promise((resolve) => {
      const answer = (isWanted: boolean) => {
        setAsked(null);
        resolve(isWanted);
      };
      setAsked({ impact, answer });
    });
  };
  return { ask, dialog: asked === null ? null : <ImpactDialog {...asked} /> };
}
