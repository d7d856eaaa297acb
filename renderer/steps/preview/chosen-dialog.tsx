import { useState } from 'react';
import type { Side } from '../../../shared/domain/party.ts';
import { mostChosen, type Scope } from '../../../shared/domain/scope.ts';
import { Button } from '../../kit/button.tsx';
import { SelectInput } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextInput } from '../../kit/field.tsx';

const systems = [
  { id: 'erp', label: 'Customer IDs in MYOB' },
  { id: 'shopify', label: 'Customer numbers in Shopify' },
] as const;

/** A preview of customers that a person names. */
export function ChosenDialog({
  onStart,
  onClose,
}: {
  readonly onStart: (scope: Scope) => void;
  readonly onClose: () => void;
}) {
  const [side, setSide] = useState<Side>('erp');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');

  const submit = () => {
    const numbers = text.split(/[\s,;]+/).filter((number) => number !== '');
    if (numbers.length === 0) setProblem('Enter at least one number.');
    else if (numbers.length > mostChosen) setProblem(`At most ${mostChosen} customers at once.`);
    else onStart({ kind: 'chosen', records: numbers.map((number) => ({ side, number })) });
  };
  return (
    <Dialog
      title="Chosen customers"
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
      <SelectInput label="What you enter" value={side} options={systems} onChange={setSide} />
      <TextInput
        label="Numbers"
        hint={
          side === 'erp'
            ? 'Separated by commas or blanks: C000102, C000815.'
            : 'The number at the end of the customer’s address in the Shopify admin; several with commas.'
        }
        value={text}
        onChange={setText}
        error={problem}
      />
    </Dialog>
  );
}
