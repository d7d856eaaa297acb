import { useState } from 'react';
import type { Scope } from '../../../shared/domain/scope.ts';
import { Menu } from '../../kit/menu.tsx';
import { useStore } from '../../state/store.ts';
import { ChosenDialog } from './chosen-dialog.tsx';
import { DatesDialog } from './dates-dialog.tsx';

/** How much a preview looks at. */
export function PrepareMenu() {
  const prepare = useStore((state) => state.prepare);
  const [asking, setAsking] = useState<'dates' | 'chosen' | null>(null);
  const close = () => setAsking(null);
  const start = (scope: Scope) => {
    close();
    void prepare(scope);
  };
  return (
    <>
      <Menu
        label="Prepare: what to look at"
        text="Prepare"
        isSmall={false}
        entries={[
          {
            id: 'changes',
            label: 'What changed since the last time',
            onChoose: () => start({ kind: 'changes' }),
          },
          { id: 'full', label: 'Everything', onChoose: () => start({ kind: 'full' }) },
          { id: 'dates', label: 'A date range…', onChoose: () => setAsking('dates') },
          { id: 'chosen', label: 'Chosen customers…', onChoose: () => setAsking('chosen') },
          {
            id: 'shopifyOrders',
            label: 'What open orders in Shopify need',
            onChoose: () => start({ kind: 'orders', of: 'shopify' }),
          },
          {
            id: 'erpOrders',
            label: 'What open sales orders in MYOB need',
            onChoose: () => start({ kind: 'orders', of: 'erp' }),
          },
        ]}
      />
      {asking === 'dates' ? <DatesDialog onStart={start} onClose={close} /> : null}
      {asking === 'chosen' ? <ChosenDialog onStart={start} onClose={close} /> : null}
    </>
  );
}
