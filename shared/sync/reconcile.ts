/**
 * The reconcile stage: two records (or one) and what they agreed on become one row of the plan. Pure.
 *
 * Invariants: one way never writes against its direction; what was not read is not deleted (L4); a row writes nothing
 * while a value of the customer itself would be refused; a location that would be refused stops nobody else (R9).
 */
import type { FieldValue, Party, Side } from '../domain/party.ts';
import { customerFields, otherSide, summarise } from '../domain/party.ts';
import { addresseeOf } from '../mapping/names.ts';
import { note, systemNames } from '../mapping/note.ts';
import { legacyId } from '../domain/ids.ts';
import { wasEdited } from './edited-since.ts';
import { hasEnded, isSeparation } from './link-end.ts';
import type { LocationsInput, LocationsOutcome } from './locations.ts';
import { reconcileLocations } from './locations.ts';
import type { DefaultConflict, LocationChange, Note, Verb, WriteTarget } from './plan.ts';
import type { Link } from './ledger-port.ts';
import { refreshLink } from './reconcile-agreed.ts';
import { reconcileContacts, type ContactsOutcome } from './contacts.ts';
import { entityOf } from './ambiguous-row.ts';
import { reconcileCompany } from './reconcile-company.ts';
import type { CustomerOutcome } from './reconcile-customer.ts';
import { reconcileCustomer, valuesAfter } from './reconcile-customer.ts';
import { isBlank, targetOf } from './reconcile-field.ts';
import type { BothValues, PlannedRow, ReconcileInput, ReconcileSettings } from './reconcile-types.ts';
import { sourceOf, writesTo } from './reconcile-types.ts';

export type { PlannedRow, ReconcileContext, ReconcileInput, ReconcileSettings } from './reconcile-types.ts';

/** @throws Error when neither record is given: there is nothing a row could be about. */
export function reconcilePair(input: ReconcileInput): PlannedRow {
  const { erp, shopify, link } = input;
  const only = erp ?? shopify;
  if (only === null) throw new Error('A row needs at least one record');
  // Nobody has to do anything about the guest customer, so its row does not wait; its record says Invalid, as users know it.
  if (erp?.isGuest === true) return rowOf(input, { verb: 'skip', notes: [note('guestCustomer')] });
  const filtered = firstFiltered(input);
  if (filtered !== null) return rowOf(input, { verb: 'filtered', notes: [filtered] });
  if (erp !== null && shopify !== null) return reconcileBoth(input, erp, shopify);
  return link === null || hasEnded(link) ? reconcileSingle(input, only) : reconcileDeleted(input, only, link);
}

function firstFiltered({ erp, shopify, link, context }: ReconcileInput): Note | null {
  const isLinked = link !== null && !hasEnded(link);
  for (const party of [erp, shopify]) {
    const reason = party === null ? null : context.isFiltered(party, isLinked);
    if (reason !== null) return reason;
  }
  return null;
}

/** A record without partner: created on the other side where the direction goes there. */
function reconcileSingle(input: ReconcileInput, only: Party): PlannedRow {
  const target = otherSide(only.side);
  const system = systemNames[only.side];
  if (!writesTo(input.settings.direction, target)) {
    return rowOf(input, { verb: 'skip', notes: [note('outsideDirection', { system })] });
  }
  if (input.link !== null && isSeparation(input.link)) {
    const other = target === 'erp' ? input.link.erpNumber : legacyId(input.link.shopifyKey);
    return rowOf(input, { verb: 'skip', notes: [note('keptApart', { other, system: systemNames[target] })] });
  }
  if (isNobody(only)) return rowOf(input, { verb: 'invalid', notes: [note('noIdentity', { system })] });
  const survivorHash = input.link?.ended?.survivorHash ?? null;
  if (survivorHash !== null) return reconcileEnded(input, only, survivorHash);
  const customer = reconcileOwn(input);
  if (customer.invalid) return rowOf(input, { verb: 'invalid', customer });
  const { locations, contacts } = reconcileChildren(input, customer);
  const newNumber = target === 'erp' ? input.context.nextNumber() : null;
  return rowOf(input, { verb: 'create', target, customer, locations, contacts, newNumber });
}

interface OwnOutcome extends CustomerOutcome {
  /** Said about locations in Shopify, by their keys. */
  readonly siteNotes?: ReadonlyMap<string, readonly Note[]>;
}

/** What the record itself holds: a person's values, or a company's name and terms. */
function reconcileOwn(input: ReconcileInput): OwnOutcome {
  return isCompany(input) ? reconcileCompany(input) : reconcileCustomer(input);
}

function isCompany({ erp, shopify }: ReconcileInput): boolean {
  return (erp ?? shopify)?.kind === 'company';
}

interface Children {
  readonly locations: LocationsOutcome;
  /** Null for an individual. */
  readonly contacts: ContactsOutcome | null;
}

function reconcileChildren(input: ReconcileInput, own: OwnOutcome): Children {
  const { siteNotes = new Map<string, readonly Note[]>() } = own;
  const locations = withNotes(reconcileLocations(locationsInput(input, own)), siteNotes);
  if (!isCompany(input)) return { locations, contacts: null };
  const { erp, shopify, link, settings, context, contacts: ties = [] } = input;
  const contacts = reconcileContacts({
    erp,
    shopify,
    link,
    ties,
    locations: locations.judged,
    settings,
    context,
  });
  return { locations, contacts };
}

function withNotes(
  locations: LocationsOutcome,
  notes: ReadonlyMap<string, readonly Note[]>,
): LocationsOutcome {
  if (notes.size === 0) return locations;
  const judged = locations.judged.map(({ pair, change }) => {
    const own = notes.get(pair.shopify?.key ?? '') ?? [];
    return { pair, change: { ...change, notes: [...change.notes, ...own] } };
  });
  return { ...locations, judged, changes: judged.map(({ change }) => change) };
}

function isNobody(party: Party): boolean {
  return isBlank(party.accountName) && customerFields.every((field) => isBlank(party.values[field]));
}

/** A renamed customer's company and attention are compared with the new name, or the next preview would judge anew. */
function addresseesAfter({ erp, shopify }: ReconcileInput, customer: CustomerOutcome): BothValues {
  const after = (party: Party | null): FieldValue =>
    party === null
      ? null
      : addresseeOf({ ...party, values: valuesAfter(party, customer.fields, party.side) });
  return { erp: after(erp), shopify: after(shopify) };
}

function locationsInput(input: ReconcileInput, customer: CustomerOutcome): LocationsInput {
  const { locations, ...rest } = input;
  const said = locations === undefined ? {} : { said: locations };
  return { ...rest, ...said, addressees: addresseesAfter(input, customer) };
}

/** R12, R32: the partner of a linked record is gone. Nothing follows from that without a person. */
function reconcileDeleted(input: ReconcileInput, survivor: Party, link: Link): PlannedRow {
  const { settings, context } = input;
  const missing = otherSide(survivor.side);
  const system = systemNames[missing];
  if (!context.isComplete(missing, 'records')) {
    return rowOf(input, { verb: 'skip', notes: [note('partnerNotRead', { system })] });
  }
  const createAgain =
    isPrimary(survivor.side, settings) &&
    writesTo(settings.direction, missing) &&
    wasEdited(survivor, link, settings.homeCountry);
  return proposalOf(
    input,
    missing,
    createAgain
      ? note('deletedThenChanged', { system })
      : note(missing === 'shopify' ? 'deletedInShopify' : 'deletedInErp'),
  );
}

/** One way the source is the primary. */
function isPrimary(side: Side, { direction, primary }: ReconcileSettings): boolean {
  return (sourceOf(direction) ?? primary) === side;
}

/** A row that waits until a person says what becomes of it; a record that is made again in the ERP needs a number. */
function proposalOf(input: ReconcileInput, missing: Side, reason: Note): PlannedRow {
  const isMade = missing === 'erp' && writesTo(input.settings.direction, 'erp');
  const newNumber = isMade ? input.context.nextNumber() : null;
  return rowOf(input, { verb: 'delete', notes: [reason], newNumber });
}

/** R24, R32: once the link was ended, the survivor is not proposed again, unless R12 asks for it. */
function reconcileEnded(input: ReconcileInput, survivor: Party, survivorHash: string): PlannedRow {
  const { settings, context, link } = input;
  const missing = otherSide(survivor.side);
  const system = systemNames[missing];
  if (isPrimary(survivor.side, settings) && context.contentHash(survivor) !== survivorHash) {
    return proposalOf(input, missing, note('deletedThenChanged', { system }));
  }
  const date = link?.ended?.at.slice(0, 10) ?? '';
  return rowOf(input, { verb: 'skip', notes: [note('linkEnded', { system, date })] });
}

function reconcileBoth(input: ReconcileInput, erp: Party, shopify: Party): PlannedRow {
  const { link, settings } = input;
  const customer = reconcileOwn(input);
  const { locations, contacts } = reconcileChildren(input, customer);
  const notes: Note[] = [];
  if (link === null) notes.push(note('newLink'));
  if (locations.defaultConflict !== null) notes.push(bothDefaultsNote(locations.defaultConflict, locations));
  notes.push(...(contacts?.notes ?? []));
  if (erp.status !== 'active') notes.push(note('erpStatus', { status: statusNames[erp.status] })); // R19
  const changes: readonly ChildChange[] = [...locations.changes, ...(contacts?.changes ?? [])];
  const moved = [locations.defaultChange?.side, contacts?.mainContactChange?.side];
  const targets = targetsOf(customer, changes, moved);
  const asks = locations.defaultConflict !== null || (contacts?.mainContactConflict ?? null) !== null;
  const verb = verbOf({ customer, changes, targets, isNewLink: link === null, asks });
  const agreedRefresh =
    link === null
      ? null
      : refreshLink({
          link,
          erp,
          shopify,
          fields: customer.fields,
          locations: locations.judged,
          ...(contacts === null ? {} : { contacts: contacts.judged }),
          // L4: a location that was not read must not lose its link.
          withLocations:
            settings.withLocations &&
            input.context.isComplete('erp', 'parts') &&
            input.context.isComplete('shopify', 'parts') &&
            // What a person said about locations and contacts holds from the commit on.
            input.locations === undefined &&
            input.contacts === undefined,
          homeCountry: settings.homeCountry,
        });
  const target =
    verb === 'deactivate'
      ? targetOfSet(proposalTargets(changes))
      : verb === 'invalid'
        ? 'none'
        : targetOfSet(targets);
  return { ...rowOf(input, { verb, target, customer, locations, contacts, notes }), agreedRefresh };
}

function bothDefaultsNote(chosen: DefaultConflict, { changes }: LocationsOutcome): Note {
  const nameOn = (side: Side): string => {
    const location = changes.find(({ id }) => id === chosen[side])?.[side];
    return side === 'erp' ? (location?.key ?? '') : (location?.label ?? '');
  };
  return note('defaultBothChanged', { erp: nameOn('erp'), shopify: nameOn('shopify') });
}

const statusNames: Readonly<Record<Party['status'], string>> = {
  active: 'Active',
  onHold: 'On Hold',
  creditHold: 'Credit Hold',
  inactive: 'Inactive',
  oneTime: 'One-Time',
};

/** A location or a contact. */
type ChildChange = Pick<LocationChange, 'verb' | 'target' | 'proposed'>;

/** The sides this row writes to by itself: what is proposed or in conflict does not count. */
function targetsOf(
  customer: CustomerOutcome,
  changes: readonly ChildChange[],
  moved: readonly (Side | undefined)[],
): ReadonlySet<Side> {
  const targets = new Set<Side>();
  for (const { action } of customer.fields) addTarget(targets, targetOf(action));
  for (const change of changes) {
    if (!change.proposed && change.verb !== 'conflict') addTarget(targets, change.target);
  }
  for (const side of moved) addTarget(targets, side ?? null);
  return targets;
}

function proposalTargets(changes: readonly ChildChange[]): ReadonlySet<Side> {
  const targets = new Set<Side>();
  for (const change of changes) if (change.proposed) addTarget(targets, change.target);
  return targets;
}

function addTarget(targets: Set<Side>, target: WriteTarget | null): void {
  if (target === 'erp' || target === 'both') targets.add('erp');
  if (target === 'shopify' || target === 'both') targets.add('shopify');
}

function targetOfSet(targets: ReadonlySet<Side>): WriteTarget {
  if (targets.size === 2) return 'both';
  return [...targets][0] ?? 'none';
}

interface Judged {
  readonly customer: CustomerOutcome;
  readonly changes: readonly ChildChange[];
  readonly targets: ReadonlySet<Side>;
  readonly isNewLink: boolean;
  /** A question that belongs to none of the changes is open. */
  readonly asks: boolean;
}

/** The gravest thing in the row names it. */
function verbOf({ customer, changes, targets, isNewLink, asks }: Judged): Verb {
  const has = (verb: string): boolean => changes.some((change) => change.verb === verb);
  if (customer.invalid) return 'invalid';
  if (asks || customer.fields.some(({ action }) => action === 'conflict') || has('conflict')) {
    return 'conflict';
  }
  if (targets.size > 0) return 'update';
  if (isNewLink || has('link') || has('untie')) return 'link';
  if (changes.some(({ proposed }) => proposed)) return 'deactivate';
  return has('invalid') ? 'invalid' : 'equal';
}

/** An individual has none, and a company that was not looked into so far has none yet. */
function contactsOf(
  input: ReconcileInput,
  contacts: ContactsOutcome | null,
): Pick<PlannedRow['row'], 'contacts' | 'mainContactChange' | 'mainContactConflict'> {
  if (!isCompany(input)) return {};
  const { changes = [], mainContactChange = null, mainContactConflict = null } = contacts ?? {};
  return {
    contacts: changes,
    ...(mainContactChange === null ? {} : { mainContactChange }),
    ...(mainContactConflict === null ? {} : { mainContactConflict }),
  };
}

interface RowParts {
  readonly verb: Verb;
  readonly target?: WriteTarget;
  readonly customer?: CustomerOutcome;
  readonly locations?: LocationsOutcome;
  readonly contacts?: ContactsOutcome | null;
  readonly notes?: readonly Note[];
  readonly newNumber?: string | null;
}

function rowOf(input: ReconcileInput, parts: RowParts): PlannedRow {
  const { erp, shopify, link, evidence } = input;
  return {
    row: {
      entity: entityOf(erp ?? shopify ?? undefined),
      verb: parts.verb,
      target: parts.target ?? 'none',
      erp: erp === null ? null : summarise(erp),
      shopify: shopify === null ? null : summarise(shopify),
      // A separation belongs to two rows, and so to none.
      linkId: isSeparation(link) ? null : (link?.id ?? null),
      fields: parts.customer?.fields ?? [],
      locations: parts.locations?.changes ?? [],
      defaultChange: parts.locations?.defaultChange ?? null,
      ...contactsOf(input, parts.contacts ?? null),
      ...(parts.locations?.defaultConflict == null
        ? {}
        : { defaultConflict: parts.locations.defaultConflict }),
      evidence,
      candidates: [],
      notes: [...(parts.notes ?? []), ...(parts.customer?.notes ?? [])],
      newNumber: parts.newNumber ?? null,
    },
    records: { erp, shopify, candidates: [] },
    agreedRefresh: null,
  };
}
