import { useState } from 'react';
import { canBeOverridden } from '../../../shared/domain/guard-catalogue.ts';
import { storeNameOf } from '../../../shared/domain/settings.ts';
import { haltingGuards, type PlanHeader } from '../../../shared/sync/plan.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextInput } from '../../kit/field.tsx';
import { guardRemedy, guardText, overriddenText } from '../../state/commit-sentence.ts';
import { useOverview, useStore } from '../../state/store.ts';

/** Nobody overrides a guard by a slip of the mouse: the store's name has to be typed. */
function OverrideGuards({ plan, onClose }: { readonly plan: PlanHeader; readonly onClose: () => void }) {
  const store = storeNameOf(useOverview().profile);
  const overrideGuards = useStore((state) => state.overrideGuards);
  const [typedName, setTypedName] = useState('');
  const [error, setError] = useState('');

  async function override() {
    const refusal = await overrideGuards(typedName);
    if (refusal === null) onClose();
    else setError(refusal);
  }

  return (
    <Dialog
      title="Commit all the same?"
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onPress={onClose}>
            Leave it halted
          </Button>
          <Button
            kind="danger"
            onPress={() => void override()}
            disabledReason={typedName.trim() === '' ? `Type ${store} first.` : null}
          >
            Let it be committed
          </Button>
        </>
      }
    >
      {haltingGuards(plan).map((guard) => {
        const { title, text } = guardText(guard);
        return (
          <p key={`${guard.code} ${guard.params['side']}`}>
            <b>{title}</b> {text}
          </p>
        );
      })}
      <p>
        If all of this is as it should be, type the name of the store: <b>{store}</b>. It counts for this
        preview only, and is kept with it. Nothing is written before you press Commit.
      </p>
      <TextInput label="Name of the store" value={typedName} onChange={setTypedName} error={error} />
    </Dialog>
  );
}

/** Why the preview is halted, guard by guard, and the one way on. */
export function Guards({ plan, onPrepare }: { readonly plan: PlanHeader; readonly onPrepare: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const halting = haltingGuards(plan);
  const isFinal = halting.some(({ code }) => !canBeOverridden(code));
  const again = (
    <Button small onPress={onPrepare}>
      Check again
    </Button>
  );
  if (halting.length === 0) {
    return plan.guards.length === 0 ? null : (
      <Banner tone="warn" title="Halted for safety, and allowed all the same" actions={again}>
        {overriddenText(plan)}
      </Banner>
    );
  }
  return (
    <>
      {halting.map((guard) => {
        const { title, text } = guardText(guard);
        return (
          <Banner
            key={`${guard.code} ${guard.params['side']}`}
            tone="danger"
            title={title}
            isAlert
            actions={
              <>
                {again}
                {isFinal ? null : (
                  <Button small onPress={() => setIsAsking(true)} label={`Commit all the same: ${title}`}>
                    Commit all the same…
                  </Button>
                )}
              </>
            }
          >
            {text} {guardRemedy(isFinal)}
          </Banner>
        );
      })}
      {isAsking ? <OverrideGuards plan={plan} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}
