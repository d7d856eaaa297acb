import { Button } from '../../kit/button.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { useStore } from '../../state/store.ts';
import { StageList } from '../run/stage-list.tsx';

export function Preparing() {
  const activity = useStore((state) => state.status.activity);
  const stop = useStore((state) => state.stop);
  return (
    <Page
      title="Checking what changed"
      lead="Accord reads both systems and compares them. Nothing is written."
      actions={
        <Button
          onPress={() => void stop()}
          disabledReason={activity === 'stopping' ? 'It stops as soon as the present request ends.' : null}
        >
          {activity === 'stopping' ? 'Stopping…' : 'Stop'}
        </Button>
      }
    >
      <Panel title="Progress">
        <StageList stages={['connect', 'readShopify', 'readErp', 'match', 'suggest', 'plan']} />
      </Panel>
    </Page>
  );
}
