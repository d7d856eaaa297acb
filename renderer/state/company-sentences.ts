/** The tree of a business customer in words: what becomes of its locations and contacts, and of each role. */
import { countOf } from '../kit/format.ts';
import { fieldLabel, systemNames } from '../kit/labels.ts';
import type { VerbLook } from '../kit/verb-badge.tsx';
import { roleTexts } from '../../shared/domain/role-texts.ts';
import type { FieldValue, Side } from '../../shared/domain/party.ts';
import type { DecisionInput } from '../../shared/ipc/contract.ts';
import {
  choiceKey,
  roleChoiceKey,
  type ContactChange,
  type FieldChange,
  type LocationChange,
  type PlanRow,
  type RoleJudgement,
} from '../../shared/sync/plan.ts';
import { writtenSide } from './decisions.ts';
import { isQuietChild, type ChildChange, type TreeNode } from './tree.ts';
import { locationLook } from './sentences.ts';

/** Names of payment terms by their keys in Shopify. The ERP's terms are called by their ids. */
export type TermsNames = ReadonlyMap<string, string>;

/** A value as people know it. Where the name of Shopify's terms is not known, their number stands for it. */
export function valueText(field: FieldChange['field'], value: FieldValue, names: TermsNames): FieldValue {
  if (field !== 'terms' || value === null || !value.startsWith('gid:')) return value;
  return names.get(value) ?? `terms no. ${value.slice(value.lastIndexOf('/') + 1)}`;
}

export function roleText(side: Side, role: RoleJudgement[Side]): string {
  return role === null ? 'no role' : roleTexts[side][role];
}

export function labelOfLocation({ shopify, erp }: LocationChange): string {
  return shopify?.label ?? erp?.label ?? 'a location';
}

export function nameOfContact({ shopify, erp }: ContactChange): string {
  return shopify?.name ?? erp?.name ?? 'a contact';
}

/** Where a role counts. */
export function placeOf(row: Pick<PlanRow, 'locations'>, { locationId }: RoleJudgement): string {
  const location = row.locations.find(({ id }) => id === locationId);
  return location === undefined ? 'a location' : labelOfLocation(location);
}

export function contactLook(contact: ContactChange): VerbLook {
  const look = locationLook(contact);
  if (contact.verb !== 'delete') return look;
  return { ...look, text: `Remove in ${contact.target === 'erp' ? 'MYOB' : 'Shopify'}` };
}

/** The middle column of one value or role, with what was chosen for it. */
export function valueLook(action: FieldChange['action'], key: string, decision: DecisionInput): VerbLook {
  const side = writtenSide({ action }, key, decision);
  if (side !== null) {
    const arrow = side === 'erp' ? 'right' : 'left';
    return { icon: 'pencil', tone: 'update', text: `Goes to ${systemNames[side]}`, arrow };
  }
  return action === 'conflict'
    ? { icon: 'split', tone: 'danger', text: 'Conflict', arrow: null }
    : { icon: 'minus', tone: 'link', text: 'Stays', arrow: null };
}

function newsOf(children: readonly ChildChange[]): readonly string[] {
  const counts = { new: 0, changed: 0, proposed: 0, 'in conflict': 0, 'cannot sync': 0, 'with a note': 0 };
  for (const child of children) {
    if (child.proposed) counts.proposed += 1;
    else if (child.verb === 'create') counts.new += 1;
    else if (child.verb === 'conflict') counts['in conflict'] += 1;
    else if (child.verb === 'invalid') counts['cannot sync'] += 1;
    else if (!['equal', 'link', 'leave'].includes(child.verb)) counts.changed += 1;
    else if (!isQuietChild(child)) counts['with a note'] += 1;
  }
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`);
}

function countsWith(what: string, children: readonly ChildChange[]): string {
  const news = newsOf(children);
  return news.length === 0 ? what : `${what}: ${news.join(', ')}`;
}

/** `3 locations: 1 new, 1 changed` */
export function groupText(row: PlanRow, of: 'locations' | 'contacts'): string {
  const children: readonly ChildChange[] = row[of] ?? [];
  return countsWith(countOf(children.length, of === 'locations' ? 'location' : 'contact'), children);
}

/** `3 locations, 2 contacts: 1 new, 1 changed` */
export function companyCounts(row: PlanRow): string {
  const { locations, contacts = [] } = row;
  const parts = [countOf(locations.length, 'location'), countOf(contacts.length, 'contact')];
  return countsWith(parts.join(', '), [...locations, ...contacts]);
}

function stateOf(child: ChildChange, decision: DecisionInput): string {
  if (!child.proposed) return '';
  return decision.approvedProposals.includes(child.id) ? ', approved' : ', proposed, off';
}

/** A line of the tree as one sentence, for screen readers. */
export function treeSentence(
  row: PlanRow,
  node: TreeNode,
  decision: DecisionInput,
  names: TermsNames,
): string {
  switch (node.kind) {
    case 'group':
      return groupText(row, node.of);
    case 'location': {
      const { location } = node;
      return `Location: ${locationLook(location).text}, ${labelOfLocation(location)}${stateOf(location, decision)}`;
    }
    case 'contact': {
      const { contact } = node;
      return `Contact: ${contactLook(contact).text}, ${nameOfContact(contact)}${stateOf(contact, decision)}`;
    }
    case 'role': {
      const { contact, role } = node;
      const look = valueLook(role.action, roleChoiceKey(contact.id, role.locationId), decision);
      return `Role of ${nameOfContact(contact)} at ${placeOf(row, role)}: ${look.text}, ${roleText('shopify', role.shopify)} in Shopify, ${roleText('erp', role.erp)} in MYOB`;
    }
    case 'field': {
      const { child, field } = node;
      const look = valueLook(field.action, choiceKey(field.field, child?.id), decision);
      const text = (side: Side) => valueText(field.field, field[side], names) ?? 'empty';
      return `${fieldLabel(field.field)}: ${look.text}, ${text('shopify')} in Shopify, ${text('erp')} in MYOB`;
    }
  }
}
