import { useState } from 'react';
import type { CompanyGate, GateAnswer } from '../../../shared/domain/company-gate.ts';
import { Button } from '../../kit/button.tsx';
import { Icon, type IconName } from '../../kit/icon.tsx';
import type { Tone } from '../../kit/verb-badge.tsx';
import { call } from '../../state/bridge.ts';
import { useStore } from '../../state/store.ts';

const looks: Readonly<Record<GateAnswer['state'], { icon: IconName; tone: Tone; text: string }>> = {
  on: { icon: 'check', tone: 'create', text: 'on' },
  off: { icon: 'cross', tone: 'danger', text: 'off' },
  unknown: { icon: 'question', tone: 'ask', text: 'not known' },
};

function sourceText({ requirement, saidBy }: GateAnswer): string {
  const system = requirement === 'storeBusiness' ? 'Shopify' : 'MYOB';
  if (saidBy === 'system') return `${system} says so`;
  return saidBy === 'person' ? 'you said so' : `${system} does not say`;
}

/** Asks both systems again what is switched on there. */
function useLookAgain(profileId: string) {
  const [isLooking, setLooking] = useState(false);
  const { setCheck, refreshOverview, announce, fail } = useStore.getState();
  async function lookAgain() {
    setLooking(true);
    try {
      for (const side of ['shopify', 'erp'] as const) {
        setCheck(await call('connection.check', { profileId, side }));
      }
      await refreshOverview();
      announce('Both systems were asked again.');
    } catch (error) {
      fail(error);
    } finally {
      setLooking(false);
    }
  }
  return { isLooking, lookAgain };
}

/** The three things that business customers need, who says how each stands, and where it is switched on. */
export function GateList({ profileId, gate }: { readonly profileId: string; readonly gate: CompanyGate }) {
  const show = useStore((state) => state.show);
  const { isLooking, lookAgain } = useLookAgain(profileId);
  return (
    <div className="stack-small">
      <p className="muted">Business customers need three things switched on:</p>
      <ul className="stack-small" aria-label="What business customers need">
        {gate.answers.map((answer) => {
          const { icon, tone, text } = looks[answer.state];
          return (
            <li key={answer.requirement} className="gate-line">
              <span className={`tone-${tone}`}>
                <Icon name={icon} />
              </span>
              <div>
                <b>{answer.title}</b>: {text} <span className="muted">({sourceText(answer)})</span>
                {answer.remedy === null ? null : <div className="muted">{answer.remedy}</div>}
              </div>
            </li>
          );
        })}
      </ul>
      <div className="cluster">
        <Button
          small
          onPress={() => void lookAgain()}
          disabledReason={isLooking ? 'Both systems are being asked.' : null}
        >
          {isLooking ? 'Looking…' : 'Look again'}
        </Button>
        {gate.state === 'on' ? null : (
          <Button small kind="quiet" onPress={() => show('connect')}>
            Open the Connect screen
          </Button>
        )}
      </div>
    </div>
  );
}
