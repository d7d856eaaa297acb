/** Reconciles the contacts of one business customer: every contact of either system is in exactly one change. */
import type { Contact } from '../domain/contact.ts';
import { legacyId } from '../domain/ids.ts';
import {
  customerFields,
  joinName,
  otherSide,
  type CustomerField,
  type Party,
  type Side,
} from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { normaliseEmail } from '../mapping/normalise.ts';
import { note, systemNames } from '../mapping/note.ts';
import type { ContactTie } from './contact-choices.ts';
import { reconcileMainContact, type JudgedContact } from './contacts-main.ts';
import { pairContacts, type ContactPair } from './contacts-pair.ts';
import { reconcileRoles, roleTargets, withinLimit } from './contacts-roles.ts';
import { reconcileContact, type ContactOutcome } from './contacts-values.ts';
import type { JudgedLocation } from './locations-default.ts';
import type {
  ContactChange,
  ContactSnapshot,
  ContactVerb,
  FieldChange,
  MainContactChange,
  MainContactConflict,
  Note,
  RoleJudgement,
  WriteTarget,
} from './plan.ts';
import type { ContactLink, Link } from './ledger-port.ts';
import { rulesOf } from './reconcile-field.ts';
import type { KnownCustomer, ReconcileContext, ReconcileSettings } from './reconcile-types.ts';
import { sourceOf, writesTo } from './reconcile-types.ts';

export interface ContactsInput {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  /** What a person said; empty where nothing was said. */
  readonly ties: readonly ContactTie[];
  readonly locations: readonly JudgedLocation[];
  readonly settings: ReconcileSettings;
  readonly context: ReconcileContext;
}

export interface ContactsOutcome {
  readonly judged: readonly JudgedContact[];
  readonly changes: readonly ContactChange[];
  readonly mainContactChange: MainContactChange | null;
  readonly mainContactConflict: MainContactConflict | null;
  /** Said of the company. */
  readonly notes: readonly Note[];
}

export function reconcileContacts(input: ContactsInput): ContactsOutcome {
  const { erp, shopify, link, ties, settings } = input;
  const pairs = pairContacts({
    erp,
    shopify,
    links: link?.contacts ?? [],
    ties,
    intoErp: writesTo(settings.direction, 'erp'),
  });
  const state: RunningState = { emails: emailsInShopify(pairs) };
  const changes = pairs.map((pair) => judgePair(pair, input, state));
  const judged = withLimits(
    pairs.map((pair, at) => ({ pair, change: changes[at] as ContactChange })),
    input,
  );
  const main = reconcileMainContact({ erp, shopify, link, contacts: judged, settings });
  return {
    judged,
    changes: judged.map(({ change }) => change),
    mainContactChange: main.change,
    mainContactConflict: main.conflict,
    notes: main.notes,
  };
}

interface RunningState {
  /** Normalised e-mails that contacts of the company have in Shopify, or will have, and who has them. */
  readonly emails: Map<string, string>;
}

function emailsInShopify(pairs: readonly ContactPair[]): Map<string, string> {
  const emails = new Map<string, string>();
  for (const { shopify } of pairs) {
    const email = normaliseEmail(shopify?.values.email ?? null);
    if (shopify !== null && email !== null) emails.set(email, nameOfContact(shopify));
  }
  return emails;
}

function judgePair(pair: ContactPair, input: ContactsInput, state: RunningState): ContactChange {
  switch (pair.pairing) {
    case 'alone':
      // What the ledger knows already is no change.
      return pair.link === null
        ? changeOf(pair, input, 'untie', 'none', nothing, [note('contactNobody')])
        : leave(pair, input, [note('contactNobody')]);
    case 'linked':
      return pair.erp?.active === false ? judgeDeactivated(pair, input) : judgeBoth(pair, input);
    case 'paired':
    case 'tied':
      return judgeBoth(pair, input);
    case 'revived':
      return judgeRevived(pair, input);
    case 'gone':
      return judgeGone(pair, input, state);
    case 'settled':
      return leave(pair, input, []);
    case 'single':
      return judgeSingle(pair, input, state, []);
  }
}

/** What was agreed holds for two contacts that the ledger knows as one: not for one that was added again. */
function outcomeOf(pair: ContactPair, input: ContactsInput, known: KnownCustomer | null = null) {
  const { erp, shopify } = pair;
  const link = pair.pairing === 'linked' ? pair.link : null;
  const { settings, context, locations } = input;
  return {
    values: reconcileContact({ erp, shopify, link, known, settings, companies: context.companies }),
    roles: reconcileRoles({ pair: { erp, shopify, link }, locations, rules: rulesOf(settings) }),
  };
}

type Outcome = ReturnType<typeof outcomeOf>;

function targetOfBoth(values: ContactOutcome, roles: readonly RoleJudgement[]): WriteTarget {
  if (values.invalid) return 'none';
  const targets = new Set<Side>(roleTargets(roles));
  if (values.target === 'both') return 'both';
  if (values.target !== 'none') targets.add(values.target);
  return targets.size === 2 ? 'both' : ([...targets][0] ?? 'none');
}

function isConflict({ values, roles }: Outcome): boolean {
  return values.conflict || roles.roles.some(({ action }) => action === 'conflict');
}

function judgeBoth(pair: ContactPair, input: ContactsInput): ContactChange {
  const outcome = outcomeOf(pair, input);
  const target = targetOfBoth(outcome.values, outcome.roles.roles);
  const quiet = pair.pairing === 'linked' ? 'equal' : 'link';
  const verb = isConflict(outcome)
    ? 'conflict'
    : outcome.values.invalid
      ? 'invalid'
      : target === 'none'
        ? quiet
        : 'update';
  const said = pair.pairing === 'tied' ? [note('contactLinkedByHand')] : [];
  return changeOf(pair, input, verb, target, outcome, said);
}

/** R10: whoever was added again in Shopify is the newer truth. */
function judgeRevived(pair: ContactPair, input: ContactsInput): ContactChange {
  const policies = { ...input.settings.policies, conflicts: 'primary' as const };
  const settings = { ...input.settings, primary: 'shopify' as const, policies };
  const outcome = outcomeOf(pair, { ...input, settings });
  const target = targetOfBoth(outcome.values, outcome.roles.roles);
  if (outcome.values.invalid) return changeOf(pair, input, 'invalid', 'none', outcome, []);
  if (pair.erp?.active === true) {
    return changeOf(pair, input, target === 'none' ? 'link' : 'update', target, outcome, []);
  }
  const both = target === 'shopify' || target === 'both' ? 'both' : 'erp';
  return changeOf(pair, input, 'update', both, outcome, [note('contactRevived')]);
}

/** A deactivation does not reach Shopify by itself: ending the person's part there is proposed (L11). */
function judgeDeactivated(pair: ContactPair, input: ContactsInput): ContactChange {
  if (!writesTo(input.settings.direction, 'shopify')) {
    const change = judgeBoth(pair, input);
    return { ...change, notes: [note('contactInactiveKept'), ...change.notes] };
  }
  return changeOf(pair, input, 'delete', 'shopify', nothing, [
    note('contactDeactivated'),
    ...moveNotes(pair, input),
  ]);
}

function judgeGone(pair: ContactPair, input: ContactsInput, state: RunningState): ContactChange {
  const { settings, context } = input;
  const missing: Side = pair.erp === null ? 'erp' : 'shopify';
  const survives = otherSide(missing);
  const system = systemNames[missing];
  // L4: what was not read is not gone.
  if (!context.isComplete(missing, 'parts')) return leave(pair, input, [note('partnerNotRead', { system })]);
  const moved = moveNotes(pair, input);
  const edited = editedFields(pair, settings.homeCountry);
  if (edited.length > 0 && moved.length === 0) {
    // R16. One question for the whole contact: its first edited field stands for it, so that one choice settles it.
    const reason = note('deletedAndEdited', { system });
    if (settings.policies.conflicts === 'ask') {
      const question = { ...nothing, values: { ...nothing.values, fields: edited.slice(0, 1) } };
      return changeOf(pair, input, 'conflict', 'none', question, [reason]);
    }
    const first = sourceOf(settings.direction) ?? settings.primary;
    const notes = [reason, note('followsPrimary', { system: systemNames[first] })];
    if (first !== missing && writesTo(settings.direction, missing)) {
      return judgeSingle({ ...pair, pairing: 'single', link: null }, input, state, notes);
    }
    return removal(pair, input, survives, notes);
  }
  return removal(pair, input, survives, moved);
}

function removal(pair: ContactPair, input: ContactsInput, side: Side, notes: readonly Note[]): ContactChange {
  const isDone = pair.erp?.active === false;
  if (isDone || !writesTo(input.settings.direction, side)) {
    // One way, and only the receiving side lost it: kept as it is (R4).
    const reason = note(side === 'erp' ? 'contactRemovedKept' : 'contactGoneKept');
    return changeOf(pair, input, 'endLink', 'none', nothing, [...notes, reason]);
  }
  const verb = side === 'erp' ? 'deactivate' : 'delete';
  const reason = note(side === 'erp' ? 'contactRemoved' : 'contactGone');
  return changeOf(pair, input, verb, side, nothing, [reason, ...notes]);
}

function editedFields({ erp, shopify, link }: ContactPair, homeCountry: string): readonly FieldChange[] {
  const side: Side = erp === null ? 'shopify' : 'erp';
  const survivor = erp ?? shopify;
  if (link === null || survivor === null) return [];
  return customerFields.flatMap((field): FieldChange[] => {
    const base = link.agreed[field];
    if (base === undefined || sameValue(field, survivor.values[field], base[side], homeCountry)) return [];
    const now = { erp: erp?.values[field] ?? null, shopify: shopify?.values[field] ?? null };
    return [{ field, base, ...now, action: 'conflict', result: null, notes: [] }];
  });
}

/** Whether one side of a linked contact is no longer what it was when the two last agreed. */
export function contactWasEdited(
  contact: Contact,
  side: Side,
  link: ContactLink,
  homeCountry: string,
): boolean {
  const pair = { pairing: 'gone', erp: null, shopify: null, link, [side]: contact } as const;
  return editedFields(pair, homeCountry).length > 0;
}

/** R26: said in both companies. */
function moveNotes({ erp, shopify }: ContactPair, input: ContactsInput): readonly Note[] {
  return (['erp', 'shopify'] as const).flatMap((side) => {
    const contact = side === 'erp' ? erp : shopify;
    const party = input[side];
    if (contact === null || party === null) return [];
    const move = input.context.companies?.moveOf(party, contact.key) ?? null;
    if (move === null) return [];
    const params = { other: `${move.other.name} (${move.other.number})`, system: systemNames[move.side] };
    return [note(move.way === 'to' ? 'contactMovedTo' : 'contactMovedFrom', params)];
  });
}

function judgeSingle(
  pair: ContactPair,
  input: ContactsInput,
  state: RunningState,
  notes: readonly Note[],
): ContactChange {
  const { erp, shopify } = pair;
  const target: Side = erp === null ? 'erp' : 'shopify';
  if (!writesTo(input.settings.direction, target) || erp?.active === false) return leave(pair, input, notes);
  const moved = [...notes, ...moveNotes(pair, input)];
  if (shopify !== null) return creation(pair, input, target, outcomeOf(pair, input), moved);
  if (erp === null) return leave(pair, input, notes);
  const person = personFor(erp, input, state);
  if (person.refusal !== null) {
    return changeOf(pair, input, 'invalid', 'none', nothing, [person.refusal, ...moved]);
  }
  const outcome = outcomeOf(pair, input, person.known);
  const change = creation(pair, input, target, outcome, moved);
  const personKey = change.verb === 'create' ? (person.known?.customer.key ?? null) : null;
  if (personKey === null) return change;
  return { ...change, personKey, notes: [...change.notes, note('contactAssigned')] };
}

function creation(
  pair: ContactPair,
  input: ContactsInput,
  target: Side,
  outcome: Outcome,
  notes: readonly Note[],
): ContactChange {
  if (!outcome.values.invalid) return changeOf(pair, input, 'create', target, outcome, notes);
  return changeOf(pair, input, 'invalid', 'none', outcome, notes);
}

interface PersonFor {
  readonly known: KnownCustomer | null;
  /** Why the person cannot become a contact; null where nothing speaks against it. */
  readonly refusal: Note | null;
}

/** Who becomes the contact in Shopify: the customer who has the e-mail there, unless that is somebody's contact already. */
function personFor(erp: Contact, input: ContactsInput, state: RunningState): PersonFor {
  const email = normaliseEmail(erp.values.email);
  const companies = input.context.companies;
  if (email === null || companies === undefined) return { known: null, refusal: null };
  const text = erp.values.email ?? '';
  const twice = state.emails.get(email);
  if (twice !== undefined) {
    return { known: null, refusal: note('contactEmailTwice', { email: text, other: twice }) };
  }
  const company =
    companies.companyOfPerson(email, input.shopify?.key ?? null) ??
    (input.erp === null ? null : companies.claimantOfPerson(email, input.erp));
  if (company !== null) {
    const other = `${company.name} (${company.number})`;
    return { known: null, refusal: note('contactElsewhere', { email: text, other }) };
  }
  const known = companies.customerWithEmail(email);
  if (known?.isPlanned === true) {
    const other = `${known.customer.name} (${known.customer.number})`;
    return { known: null, refusal: note('contactAwaitsCustomer', { email: text, other }) };
  }
  state.emails.set(email, nameOfContact(erp));
  return { known, refusal: null };
}

/** Shopify takes so many contacts at a location and no more. */
function withLimits(
  judged: readonly JudgedContact[],
  { locations }: ContactsInput,
): readonly JudgedContact[] {
  const byId = new Map(locations.map((entry) => [entry.change.id, entry]));
  const heldAt = (id: string): number => {
    const key = byId.get(id)?.pair.shopify?.key;
    return judged.filter(({ pair }) => pair.shopify?.roles.some(({ locationKey }) => locationKey === key))
      .length;
  };
  const labelOf = (id: string): string => {
    const change = byId.get(id)?.change;
    return (change?.shopify ?? change?.erp)?.label ?? '';
  };
  const roles = withinLimit(
    judged.map(({ change }) => change.roles),
    heldAt,
    labelOf,
  );
  return judged.map(({ pair, change }, at) => ({ pair, change: { ...change, roles: roles[at] ?? [] } }));
}

const nothing: Outcome = {
  values: { fields: [], notes: [], conflict: false, invalid: false, target: 'none' },
  roles: { roles: [], notes: [] },
};

function leave(pair: ContactPair, input: ContactsInput, notes: readonly Note[]): ContactChange {
  return changeOf(pair, input, 'leave', 'none', nothing, notes);
}

function changeOf(
  pair: ContactPair,
  input: ContactsInput,
  verb: ContactVerb,
  target: WriteTarget,
  { values, roles }: Outcome,
  notes: readonly Note[],
): ContactChange {
  const bad = verb === 'invalid' ? [note('contactIsBad')] : [];
  return {
    id: `contact~${pair.erp?.key ?? ''}~${pair.shopify === null ? '' : legacyId(pair.shopify.key)}`,
    verb,
    target,
    erp: snapshotOf(pair.erp, input.erp),
    shopify: snapshotOf(pair.shopify, input.shopify),
    fields: values.fields,
    roles: verb === 'invalid' ? [] : roles.roles,
    proposed: verb === 'deactivate' || verb === 'delete',
    personKey: null,
    notes: [...notes, ...values.notes, ...roles.notes, ...bad],
  };
}

function snapshotOf(contact: Contact | null, company: Party | null): ContactSnapshot | null {
  if (contact === null) return null;
  const { key, values, active } = contact;
  const isMain = company?.business?.mainContactKey === key;
  return { key, name: nameOfContact(contact), email: values.email, isMain, active };
}

export function nameOfContact({ values, number }: Contact): string {
  const email: CustomerField = 'email';
  return joinName(values.firstName, values.lastName) ?? values[email] ?? number;
}
