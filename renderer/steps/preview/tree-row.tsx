import type { ReactNode } from 'react';
import type { Side } from '../../../shared/domain/party.ts';
import {
  choiceKey,
  mainContactChangeOf,
  roleChoiceKey,
  type ContactChange,
  type ContactSnapshot,
  type LocationChange,
  type LocationSnapshot,
  type PlanRow,
} from '../../../shared/sync/plan.ts';
import { Icon } from '../../kit/icon.tsx';
import { fieldLabel } from '../../kit/labels.ts';
import { VerbBadge, type VerbLook } from '../../kit/verb-badge.tsx';
import {
  contactLook,
  groupText,
  placeOf,
  roleText,
  treeSentence,
  valueLook,
  valueText,
  type TermsNames,
} from '../../state/company-sentences.ts';
import { decisionOf, withProposal } from '../../state/decisions.ts';
import { locationLook, locationSentence, rowName } from '../../state/sentences.ts';
import { useReview, useStore } from '../../state/store.ts';
import type { ChildChange, TreeLine } from '../../state/tree.ts';
import { Box, isLeftOut, placed, type Place } from './grid-row.tsx';

function Location({
  snapshot,
  absent,
}: {
  readonly snapshot: LocationSnapshot | null;
  readonly absent: string;
}) {
  if (snapshot === null) return <span className="faint">{absent}</span>;
  return (
    <>
      {snapshot.label}
      {snapshot.isDefault ? ' · default' : ''}
      {snapshot.active ? '' : ' · inactive'}
    </>
  );
}

function Contact({
  snapshot,
  absent,
}: {
  readonly snapshot: ContactSnapshot | null;
  readonly absent: string;
}) {
  if (snapshot === null) return <span className="faint">{absent}</span>;
  return (
    <>
      {snapshot.name} <span className="second">{snapshot.email ?? 'no e-mail'}</span>
      {snapshot.isMain ? ' · main contact' : ''}
      {snapshot.active ? '' : ' · inactive'}
    </>
  );
}

interface Cells {
  readonly shopify: ReactNode;
  readonly look: VerbLook;
  readonly erp: ReactNode;
  /** What a person can approve there. */
  readonly child: ChildChange | null;
  readonly aside: string;
}

function locationCells(row: PlanRow, location: LocationChange): Cells {
  const isNew = location.verb === 'create';
  const noun = row.entity === 'company' ? 'location' : 'address';
  const newKey = location.newKey === null ? '' : `, ${location.newKey}`;
  return {
    shopify: <Location snapshot={location.shopify} absent={`${isNew ? 'new' : 'no'} ${noun}`} />,
    look: locationLook(location),
    erp: (
      <>
        {location.erp === null ? null : <b>{location.erp.key} </b>}
        <Location snapshot={location.erp} absent={isNew ? `new${newKey}` : 'no location'} />
      </>
    ),
    child: location,
    aside: '',
  };
}

function contactCells(row: PlanRow, contact: ContactChange): Cells {
  const absent = contact.verb === 'create' ? 'new contact' : 'no contact';
  const main = mainContactChangeOf(row, row.decision);
  return {
    shopify: <Contact snapshot={contact.shopify} absent={absent} />,
    look: contactLook(contact),
    erp: <Contact snapshot={contact.erp} absent={absent} />,
    child: contact,
    aside: main?.contactId === contact.id ? 'becomes main contact' : '',
  };
}

function cellsOf(row: PlanRow, { node }: TreeLine, names: TermsNames): Cells | null {
  const decision = decisionOf(row);
  switch (node.kind) {
    case 'group':
      return null;
    case 'location':
      return locationCells(row, node.location);
    case 'contact':
      return contactCells(row, node.contact);
    case 'role': {
      const { contact, role } = node;
      const key = roleChoiceKey(contact.id, role.locationId);
      const cell = (side: Side) => roleText(side, role[side]);
      return {
        shopify: cell('shopify'),
        look: valueLook(role.action, key, decision),
        erp: cell('erp'),
        child: null,
        aside: `at ${placeOf(row, role)}`,
      };
    }
    case 'field': {
      const { child, field } = node;
      const key = choiceKey(field.field, child?.id);
      const cell = (side: Side) => valueText(field.field, field[side], names) ?? 'empty';
      return {
        shopify: `${fieldLabel(field.field)}: ${cell('shopify')}`,
        look: valueLook(field.action, key, decision),
        erp: cell('erp'),
        child: null,
        aside: '',
      };
    }
  }
}

function asideOf({ child, aside }: Cells, isApproved: boolean): string {
  if (child?.proposed === true) return isApproved ? 'approved' : 'proposed, off';
  return aside === '' ? '\u00a0' : aside;
}

/** Only a picture of what `aria-expanded` says. */
function Twisty({ isExpanded }: { readonly isExpanded: boolean | null }) {
  if (isExpanded === null) return null;
  return (
    <span className={isExpanded ? 'twisty open' : 'twisty'} aria-hidden="true">
      <Icon name="right" />
    </span>
  );
}

/** A location of a person, or any line of a company's tree. */
export function TreeRow({
  row,
  line,
  place,
}: {
  readonly row: PlanRow;
  readonly line: TreeLine;
  readonly place: Place;
}) {
  const decide = useStore((state) => state.decide);
  const names = useStore((state) => state.termsNames);
  const isReadOnly = useReview()?.redacted === true;
  const decision = decisionOf(row);
  const cells = cellsOf(row, line, names);
  const child = cells?.child ?? null;
  const isApproved = child !== null && decision.approvedProposals.includes(child.id);
  const { node } = line;
  const sentence =
    row.entity === 'customer' && node.kind === 'location'
      ? locationSentence(node.location, rowName(row), isApproved)
      : treeSentence(row, node, decision, names);
  return (
    <tr
      {...placed(place)}
      className={`grid-row child level-${line.level}${isLeftOut(row) ? ' left-out' : ''}`}
      aria-level={line.level}
      {...(line.isExpanded === null ? {} : { 'aria-expanded': line.isExpanded })}
      aria-label={sentence}
    >
      <td className="cell-check">
        {child?.proposed === true && cells !== null && !isReadOnly ? (
          <Box
            isOn={isApproved}
            label={`Approve: ${cells.look.text}`}
            onChange={() => void decide(row, withProposal(decision, child.id, !isApproved))}
          />
        ) : (
          <span className="sr-only">nothing to tick</span>
        )}
      </td>
      {cells === null ? (
        <td className="tree-group" colSpan={4}>
          <Twisty isExpanded={line.isExpanded} />
          {node.kind === 'group' ? groupText(row, node.of) : ''}
        </td>
      ) : (
        <>
          <td className="tree-first">
            <Twisty isExpanded={line.isExpanded} />
            {cells.shopify}
          </td>
          <td className="middle">
            <VerbBadge look={cells.look} />
          </td>
          <td>{cells.erp}</td>
          <td className="locations-cell">{asideOf(cells, isApproved)}</td>
        </>
      )}
    </tr>
  );
}
