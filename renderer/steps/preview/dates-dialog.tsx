import { useState } from 'react';
import { momentOfDay, type Scope } from '../../../shared/domain/scope.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextInput } from '../../kit/field.tsx';

const noDay = 'Write the day as year, month and day: 2026-07-01.';

interface Problems {
  readonly from?: string;
  readonly to?: string;
}

/** A preview of customers that were last changed in these days. */
export function DatesDialog({
  onStart,
  onClose,
}: {
  readonly onStart: (scope: Scope) => void;
  readonly onClose: () => void;
}) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [problems, setProblems] = useState<Problems>({});

  const submit = () => {
    const first = momentOfDay(from, 'first');
    const last = to.trim() === '' ? new Date().toISOString() : momentOfDay(to, 'last');
    if (first === null || last === null) {
      setProblems({ ...(first === null ? { from: noDay } : {}), ...(last === null ? { to: noDay } : {}) });
    } else if (first > last) setProblems({ to: 'The last day is before the first one.' });
    else onStart({ kind: 'dates', from: first, to: last });
  };
  return (
    <Dialog
      title="Customers last changed from … to …"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={submit}>
            Prepare
          </Button>
        </>
      }
    >
      <TextInput
        label="From"
        value={from}
        onChange={setFrom}
        error={problems.from}
        placeholder="2026-07-01"
        isNarrow
      />
      <TextInput
        label="To"
        hint="Empty means today."
        value={to}
        onChange={setTo}
        error={problems.to}
        placeholder="2026-07-31"
        isNarrow
      />
      <p className="muted">
        A customer that changed again later is not among them. What was deleted is seen when everything is
        looked at.
      </p>
    </Dialog>
  );
}
