import { useState } from 'react';
import type { Contact } from '../../../shared/domain/contact.ts';
import type { Party, Side } from '../../../shared/domain/party.ts';
import type { DecisionInput, PlanRowRecords } from '../../../shared/ipc/contract.ts';
import {
  isDone,
  mainContactChangeOf,
  type ContactChange,
  type ContactSnapshot,
  type PlanRow,
} from '../../../shared/sync/plan.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Tag } from '../../kit/chip.tsx';
import { noteText, systemNames } from '../../kit/labels.ts';
import { VerbBadge } from '../../kit/verb-badge.tsx';
import { contactLook, nameOfContact, roleText } from '../../state/company-sentences.ts';
import { withProposal } from '../../state/decisions.ts';
import { useReview, useStore } from '../../state/store.ts';
import { shownFields } from '../../state/tree.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { FieldDiff } from './field-diff.tsx';
import { MainContactChoice } from './main-contact-choice.tsx';
import { RoleDiff } from './role-diff.tsx';
import { useShortened } from './shortened.tsx';

function Half({
  snapshot,
  absent,
  becomesMain,
}: {
  readonly snapshot: ContactSnapshot | null;
  readonly absent: string;
  readonly becomesMain: boolean;
}) {
  return (
    <div>
      {snapshot === null ? (
        <span className="faint">{absent}</span>
      ) : (
        <>
          <b>{snapshot.name}</b> <span className="muted">{snapshot.email ?? 'no e-mail'}</span>{' '}
          {snapshot.isMain ? <Tag>main contact</Tag> : null} {snapshot.active ? null : <Tag>inactive</Tag>}
        </>
      )}{' '}
      {becomesMain ? <Tag>becomes main contact</Tag> : null}
    </div>
  );
}

function labelAt({ locations }: Party, key: string): string {
  const location = locations.find((each) => each.key === key);
  return location?.name ?? location?.values.address1 ?? key;
}

function rolesText(contact: Contact, party: Party, side: Side): string {
  return contact.roles
    .map(({ role, locationKey }) => {
      const text = role === null ? 'a role of the store\u2019s own' : roleText(side, role);
      return `${text} at ${labelAt(party, locationKey)}`;
    })
    .join(', ');
}

/** What the person may do where, as each system holds it. */
function Roles({
  contact,
  records,
}: {
  readonly contact: ContactChange;
  readonly records: PlanRowRecords | null;
}) {
  const texts = (['shopify', 'erp'] as const).flatMap((side) => {
    const party = records?.[side] ?? null;
    const held = party?.business?.contacts.find(({ key }) => key === contact[side]?.key);
    if (party === null || held === undefined) return [];
    const text = rolesText(held, party, side);
    return [{ side, text: text === '' ? 'no role' : text }];
  });
  if (texts.length === 0) return null;
  return (
    <small className="muted">
      {texts.map(({ side, text }) => (
        <span key={side} className="site-facts">
          {systemNames[side]}: {text}
        </span>
      ))}
    </small>
  );
}

const joints: Readonly<Record<ContactChange['target'], string>> = {
  erp: '→',
  shopify: '←',
  both: '↔',
  none: '·',
};

function ContactBlock({
  row,
  contact,
  records,
  decision,
  onChange,
  onArrange,
}: {
  readonly row: PlanRow;
  readonly contact: ContactChange;
  readonly records: PlanRowRecords | null;
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
  /** Null where nothing can be said about who this is. */
  readonly onArrange: (() => void) | null;
}) {
  const main = mainContactChangeOf(row, decision);
  const becomesMain = (side: Side) => main?.contactId === contact.id && main.side === side;
  const absent = contact.verb === 'create' ? 'new contact' : 'no contact';
  const name = nameOfContact(contact);
  return (
    <li className="location-block">
      <div className="location-pair">
        <Half snapshot={contact.shopify} absent={absent} becomesMain={becomesMain('shopify')} />
        <span aria-hidden="true">{contact.verb === 'equal' ? '=' : joints[contact.target]}</span>
        <Half snapshot={contact.erp} absent={absent} becomesMain={becomesMain('erp')} />
      </div>
      <div className="cluster">
        <VerbBadge look={contactLook(contact)} />
        {onArrange === null ? null : (
          <Button small kind="quiet" label={`Who is this …: ${name}`} onPress={onArrange}>
            Who is this …
          </Button>
        )}
        {contact.proposed ? (
          <Checkbox
            isOn={decision.approvedProposals.includes(contact.id)}
            onChange={(isOn) => onChange(withProposal(decision, contact.id, isOn))}
          >
            Approve
            <span className="sr-only">
              : {contactLook(contact).text}, {name}
            </span>
          </Checkbox>
        ) : null}
      </div>
      <Roles contact={contact} records={records} />
      {contact.notes.length === 0 ? null : (
        <ul className="notes muted">
          {contact.notes.map((note) => (
            <li key={note.code}>{noteText(note)}</li>
          ))}
        </ul>
      )}
      <FieldDiff
        caption={`Fields of ${name}`}
        fields={shownFields(contact)}
        child={contact}
        decision={decision}
        onChange={onChange}
      />
      <RoleDiff row={row} contact={contact} decision={decision} onChange={onChange} />
    </li>
  );
}

/** The people of a company: who is whom, what they may do where, and who is the main contact. */
export function Contacts({
  row,
  contacts,
  decision,
  onChange,
}: {
  readonly row: PlanRow;
  readonly contacts: readonly ContactChange[];
  readonly decision: DecisionInput;
  readonly onChange: (next: DecisionInput) => void;
}) {
  const { shown, more } = useShortened(contacts, 'contact');
  const records = useStore((state) => (state.records?.rowId === row.id ? state.records.records : null));
  const isReview = useReview() !== null;
  const [arranged, setArranged] = useState<string | null>(null);
  const open = contacts.find(({ id }) => id === arranged);
  // Only a company in both systems has people to link; an undo takes back what a run did and nothing else.
  const canArrange = row.erp !== null && row.shopify !== null && !isReview && !isDone(row);
  const main = mainContactChangeOf(row, decision);
  const next = contacts.find(({ id }) => id === main?.contactId);
  return (
    <section className="stack-small">
      <h3>Contacts</h3>
      {open === undefined ? null : (
        <ContactDialog key={open.id} row={row} contact={open} onClose={() => setArranged(null)} />
      )}
      <MainContactChoice row={row} decision={decision} onChange={onChange} />
      {main === undefined || next === undefined ? null : (
        <p className="muted">
          {nameOfContact(next)} becomes the main contact in {systemNames[main.side]}.
        </p>
      )}
      <div className="location-pair faint" aria-hidden="true">
        <span>Shopify</span>
        <span />
        <span>MYOB</span>
      </div>
      <ul className="stack-small">
        {shown.map((contact) => (
          <ContactBlock
            key={contact.id}
            row={row}
            contact={contact}
            records={records}
            decision={decision}
            onChange={onChange}
            onArrange={canArrange ? () => setArranged(contact.id) : null}
          />
        ))}
      </ul>
      {more}
    </section>
  );
}
