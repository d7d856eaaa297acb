import { useState } from 'react';
import type { FurtherField, OfferedField } from '../../../shared/domain/further-field.ts';
import type { Side } from '../../../shared/domain/party.ts';
import type { WireError } from '../../../shared/ipc/errors.ts';
import { ProblemBanner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { LookupInput } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { countOf, formatAge } from '../../kit/format.ts';
import { useNow } from '../../kit/use-now.ts';
import { call, problemOf } from '../../state/bridge.ts';
import { useOverview } from '../../state/store.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { isConnected } from '../../state/views.ts';
import { saveRules } from './save-rules.ts';

const texts: Readonly<Record<Side, { readonly title: string; readonly lead: string }>> = {
  shopify: {
    title: 'Fields of your store',
    lead: 'Metafields that your store keeps for its customers. Those that you add can be named by filters, fields and templates, and an export can write them.',
  },
  erp: {
    title: 'Fields of your company',
    lead: 'Attributes of your customer classes, and custom fields of customers in MYOB. Those that you add can be named by filters, fields and templates, and an import can write them.',
  },
};

const typeWords: Readonly<Record<FurtherField['type'], string>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  yesNo: 'yes or no',
  list: 'several texts',
};

/** Two fields may have one label, and nobody knows a key by heart. */
const nameOf = ({ label, says }: OfferedField): string => `${label} · ${says}`;

/** Taken up as it is now; one that was there already takes its new name and kind. */
function withField(fields: readonly FurtherField[], chosen: OfferedField): readonly FurtherField[] {
  const { says: _, ...field } = chosen;
  return [...fields.filter(({ key }) => key !== field.key), field];
}

function OwnFieldsDialog({ side, onClose }: { readonly side: Side; readonly onClose: () => void }) {
  const { profile } = useOverview();
  const { furtherFields } = profile;
  const known = furtherFields[side];
  const now = useNow();
  const [wanted, setWanted] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [isListing, setListing] = useState(false);
  const [problem, setProblem] = useState<WireError | null>(null);
  const question = { profileId: profile.id, side, refresh: false };
  const list = useAnswer('fields.list', question, String(turn));

  async function save(fields: readonly FurtherField[]) {
    try {
      await saveRules({ furtherFields: { ...furtherFields, [side]: fields } });
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }
  async function listAnew() {
    setListing(true);
    try {
      await call('fields.list', { ...question, refresh: true });
      setProblem(null);
      setTurn(turn + 1);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setListing(false);
    }
  }

  const offered = (list.value?.fields ?? []).filter(({ key }) => !known.some((each) => each.key === key));
  const chosen = offered.find((each) => nameOf(each) === wanted);
  const isGone = ({ key }: FurtherField) =>
    list.value !== null && !list.value.fields.some((each) => each.key === key);
  const shown = problem ?? list.problem;
  return (
    <Dialog
      title={texts[side].title}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      <p>{texts[side].lead}</p>
      {shown === null ? null : <ProblemBanner problem={shown} />}
      <LookupInput
        label="Field to add"
        value={wanted}
        values={offered.map((field) => ({ id: nameOf(field), description: '' }))}
        placeholder={list.value === null ? 'Reading the list…' : 'Type part of its name'}
        onChange={setWanted}
      />
      <div className="cluster">
        <Button
          small
          disabledReason={chosen === undefined ? 'Choose a field first.' : null}
          onPress={() => {
            if (chosen !== undefined) void save(withField(known, chosen));
            setWanted(null);
          }}
        >
          Add
        </Button>
        <Button
          small
          kind="quiet"
          onPress={() => void listAnew()}
          disabledReason={isListing ? 'The list is being read.' : null}
        >
          List again
        </Button>
      </div>
      {known.length === 0 ? (
        <p className="muted">None is added yet.</p>
      ) : (
        <div className="scroll-table">
          <table className="lines">
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">In templates</th>
                <th scope="col">Values</th>
                <th scope="col">
                  <span className="sr-only">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {known.map((field) => (
                <tr key={field.key}>
                  <th scope="row">
                    {field.label}
                    {isGone(field) ? <small className="field-error">It is no longer there.</small> : null}
                  </th>
                  <td>
                    <code>{`{${field.key}}`}</code>
                  </td>
                  <td>{typeWords[field.type]}</td>
                  <td>
                    <Button
                      small
                      kind="quiet"
                      label={`Remove ${field.label}`}
                      onPress={() => void save(known.filter(({ key }) => key !== field.key))}
                    >
                      Remove
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.value === null ? null : (
        <p className="faint">
          {list.value.leftOut === 0
            ? ''
            : `${countOf(list.value.leftOut, 'more field has', 'more fields have')} values that rules can do nothing with. `}
          Listed {formatAge(list.value.readAt, now)}. Values of a field that was added just now are read with
          the next preview.
        </p>
      )}
    </Dialog>
  );
}

/** The way to fields that only this store or company has. */
export function OwnFieldsButton({
  side,
  text = 'Add a field…',
}: {
  readonly side: Side;
  readonly text?: string;
}) {
  const overview = useOverview();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        small
        kind="quiet"
        onPress={() => setOpen(true)}
        disabledReason={isConnected(overview) ? null : 'Connect both systems first.'}
      >
        {text}
      </Button>
      {isOpen ? <OwnFieldsDialog side={side} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
