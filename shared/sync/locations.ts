/** Reconciles the locations of one customer, or one company: every ERP location and every Shopify address is in exactly one change. */
import { legacyId } from '../domain/ids.ts';
import type { NoteCode } from '../domain/note-catalogue.ts';
import { locationFields } from '../domain/fields.ts';
import type { FieldName, FieldValue, Location, LocationField, Party, Side } from '../domain/party.ts';
import { locationReference } from '../mapping/external-id.ts';
import { addressFingerprint, isBlankAddress } from '../mapping/fingerprint.ts';
import { mostLocationsOfCompany } from '../mapping/limits.ts';
import { note, systemNames } from '../mapping/note.ts';
import { defaultConflict, moveAwayFromDeactivated, reconcileDefault } from './locations-default.ts';
import type { JudgedLocation } from './locations-default.ts';
import { leaveDoublesOut } from './locations-double.ts';
import { reconcileGone } from './locations-gone.ts';
import { mainKey, pairLocations } from './locations-pair.ts';
import type { LocationPair } from './locations-pair.ts';
import { reconcileSite, withSite } from './locations-site.ts';
import { blankLocation } from '../domain/fields.ts';
import { reconcileLocation } from './locations-values.ts';
import type { LocationOutcome } from './locations-values.ts';
import type {
  DefaultChange,
  DefaultConflict,
  LocationChange,
  LocationSnapshot,
  LocationVerb,
  Note,
} from './plan.ts';
import type { Link, LocationLink } from './ledger-port.ts';
import { externalIdRefusals } from './reconcile-company.ts';
import { rulesOf } from './reconcile-field.ts';
import { arrivingLocation } from './locations-arrive.ts';
import type { LocationChoices, MoveWithState } from './location-choices.ts';
import type { BothValues, ReconcileContext, ReconcileSettings } from './reconcile-types.ts';
import { writesTo } from './reconcile-types.ts';

export interface LocationsInput {
  readonly erp: Party | null;
  readonly shopify: Party | null;
  readonly link: Link | null;
  /** Who a location without attention is for, per side: the customer, by the name it has once the row is written. */
  readonly addressees: BothValues;
  readonly settings: ReconcileSettings;
  readonly context: ReconcileContext;
  /** What a person said; absent where nothing was said. */
  readonly said?: LocationChoices<MoveWithState>;
}

export interface LocationsOutcome {
  readonly judged: readonly JudgedLocation[];
  readonly changes: readonly LocationChange[];
  readonly defaultChange: DefaultChange | null;
  readonly defaultConflict: DefaultConflict | null;
}

const nothing: LocationsOutcome = { judged: [], changes: [], defaultChange: null, defaultConflict: null };

export function reconcileLocations(input: LocationsInput): LocationsOutcome {
  const { erp, shopify, link, settings } = input;
  if (!settings.withLocations) return nothing; // R27
  const pairs = pairLocations({
    erp,
    shopify,
    links: link?.locations ?? [],
    ties: input.said?.ties ?? [],
    intoErp: writesTo(settings.direction, 'erp'),
  });
  const hasNewcomers = pairs.some(({ pairing, erp: location }) => pairing === 'single' && location !== null);
  const state: RunningState = { mainIsTaken: erp !== null, places: new Set(), hasNewcomers, pairs };
  const each = pairs.map((pair) => {
    const change = judgePair(pair, input, state);
    notePlace(pair, change, state);
    return { pair, change };
  });
  for (const arrival of input.said?.arrivals ?? []) {
    const change = arrivingLocation(arrival, input, state.places);
    if (change !== null) each.push({ pair: nobody, change });
  }
  if (isCompany(input)) {
    // Shopify has no default among the locations of a company, and takes two at one address.
    return outcomeOf(each, moveAwayFromDeactivated({ locations: each })?.change ?? null);
  }
  const judged = leaveDoublesOut(each);
  if (erp === null || shopify === null || link === null) return outcomeOf(judged, null);
  const chosen = { erp, shopify, link, locations: judged, settings };
  const conflict = defaultConflict(chosen);
  if (conflict !== null) return { ...outcomeOf(judged, null), defaultConflict: conflict };
  const moved = reconcileDefault(chosen);
  if (moved === null) return outcomeOf(judged, null);
  const { change, follows, isSettled } = moved;
  const noted =
    follows === null
      ? judged
      : judged.map((entry) =>
          entry.change.id === change.locationId ? withNote(entry, follows, isSettled) : entry,
        );
  return outcomeOf(noted, change);
}

function isCompany({ erp, shopify }: Pick<LocationsInput, 'erp' | 'shopify'>): boolean {
  return (erp ?? shopify)?.kind === 'company';
}

/** A location that is nowhere in this row yet. */
const nobody: LocationPair = { pairing: 'single', erp: null, shopify: null, link: null };

function outcomeOf(judged: readonly JudgedLocation[], defaultChange: DefaultChange | null): LocationsOutcome {
  return { judged, changes: judged.map(({ change }) => change), defaultChange, defaultConflict: null };
}

function withNote({ pair, change }: JudgedLocation, follows: Side, isSettled: boolean): JudgedLocation {
  const system = systemNames[follows];
  const notes = [
    note('defaultFollows', { system }),
    ...(isSettled ? [note('followsPrimary', { system })] : []),
  ];
  return { pair, change: { ...change, notes: [...change.notes, ...notes] } };
}

interface RunningState {
  /** The ERP customer has its MAIN already, or the first address of a new one was given to it (R20). */
  mainIsTaken: boolean;
  /** Addresses of ERP locations that Shopify has, or will have, by their fingerprints. */
  readonly places: Set<string>;
  /** Some ERP location has no partner, so places matter. */
  readonly hasNewcomers: boolean;
  readonly pairs: readonly LocationPair[];
}

/** The place a tied ERP location has once the row is written: another one there would be a second copy (R21). */
function notePlace({ erp, shopify }: LocationPair, change: LocationChange, state: RunningState): void {
  if (erp === null || (shopify === null && change.verb !== 'create')) return;
  if (!state.hasNewcomers) return;
  const values: Record<LocationField, FieldValue> = { ...erp.values };
  if (change.target === 'erp' || change.target === 'both') {
    for (const { field, action, result } of change.fields) {
      if (action === 'writeErp') values[field as LocationField] = result;
    }
  }
  const place = addressFingerprint(values);
  if (place !== null) state.places.add(place);
}

function judgePair(pair: LocationPair, input: LocationsInput, state: RunningState): LocationChange {
  const move = input.said?.moves.find(({ side, locationKey }) => pair[side]?.key === locationKey);
  if (move !== undefined) return judgeMove(pair, move, state);
  switch (pair.pairing) {
    case 'alone':
      // What the ledger knows already is no change.
      return pair.link === null
        ? changeOf(pair, 'untie', nothingWritten, [note('tiedToNone')])
        : leave(pair, [note('tiedToNone')]);
    case 'tied':
    case 'linked':
    case 'paired':
      return judgeBoth(pair, input);
    case 'revived':
      return judgeRevived(pair, input);
    case 'fillsMain':
      return judgeFilledMain(pair, input);
    case 'gone':
      return judgeGone(pair, input, state);
    case 'settled':
      return leave(pair, []);
    case 'single':
      return pair.erp === null ? judgeNewLocation(pair, input, state) : judgeNewAddress(pair, input, state);
  }
}

function judgeBoth(pair: LocationPair, input: LocationsInput): LocationChange {
  const outcome = valuesOutcome(pair, input, pair.link?.agreed ?? null);
  const inactive = pair.erp?.active === false ? [note('locationInactiveKept')] : [];
  const isNew = pair.pairing === 'paired' || pair.pairing === 'tied';
  const tied = pair.pairing === 'tied' ? [note('tiedByHand')] : [];
  const verb = verbOf(outcome, isNew ? 'link' : 'equal');
  return changeOf(pair, verb, outcome, [...tied, ...inactive, ...outcome.notes]);
}

/** Neither system hands a location over: it is created there, and only then taken away here (L11). */
function judgeMove(
  pair: LocationPair,
  { side, to, hasArrived }: MoveWithState,
  state: RunningState,
): LocationChange {
  const other = `${to.name} (${to.number})`;
  const system = systemNames[side];
  if (!hasArrived) return leave(pair, [note('locationMoves', { other, system })]);
  const isLast = side === 'erp' && pair.erp?.isDefault === true && !defaultCanMove(pair, state);
  if (isLast || pair[side]?.active === false) {
    return leave(pair, [note('locationMovedStays', { other })]);
  }
  const verb = side === 'erp' ? 'deactivate' : 'delete';
  return changeOf(pair, verb, { fields: [], target: side }, [note('locationMoved', { other })]);
}

/** Another active ERP location that stays could be the default instead. */
function defaultCanMove(pair: LocationPair, { pairs }: RunningState): boolean {
  return pairs.some(
    ({ pairing, erp }) => pairing !== 'gone' && erp !== null && erp.active && erp !== pair.erp,
  );
}

/** R10. The address that came back is the newer truth: where the two differ, it wins. */
function judgeRevived(pair: LocationPair, input: LocationsInput): LocationChange {
  const outcome = shopifyOutcome(pair, input);
  if (pair.erp?.active === true) return changeOf(pair, verbOf(outcome, 'link'), outcome, outcome.notes);
  if (outcome.invalid) return changeOf(pair, 'invalid', outcome, outcome.notes);
  const revived = note('locationRevived', { location: pair.erp?.key ?? '' });
  const target = outcome.target === 'shopify' || outcome.target === 'both' ? 'both' : 'erp';
  return changeOf(pair, 'update', { ...outcome, target }, [revived, ...outcome.notes]);
}

/** The country that MAIN has from its class is no address: Shopify's values simply go in (domain facts 3.3). */
function judgeFilledMain(pair: LocationPair, input: LocationsInput): LocationChange {
  const outcome = shopifyOutcome(pair, input);
  return changeOf(pair, verbOf(outcome, 'link'), outcome, [note('mainFilled'), ...outcome.notes]);
}

/** Shopify wins every tie, which needs no saying: the note on the location explains it. */
function shopifyOutcome(pair: LocationPair, input: LocationsInput): LocationOutcome {
  const policies = { ...input.settings.policies, conflicts: 'primary' as const };
  const settings = { ...input.settings, primary: 'shopify' as const, policies };
  const outcome = valuesOutcome(pair, { ...input, settings }, null);
  const ties = new Set<NoteCode>(['bothSidesDiffer', 'followsPrimary']);
  const fields = outcome.fields.map((change) => ({
    ...change,
    notes: change.notes.filter(({ code }) => !ties.has(code)),
  }));
  return { ...outcome, fields };
}

function judgeGone(pair: LocationPair, input: LocationsInput, state: RunningState): LocationChange {
  const { settings, context } = input;
  const outcome = reconcileGone({ pair, defaultCanMove: defaultCanMove(pair, state), settings, context });
  if (outcome.verb !== 'create') {
    return changeOf(pair, outcome.verb, outcome, outcome.notes);
  }
  if (isBlankAddress((pair.erp ?? pair.shopify)?.values ?? blankLocation)) {
    // R1: what was edited to nothing is not made again.
    const notes = [...outcome.notes, note('blankMainNotExported')];
    return changeOf(pair, 'endLink', { fields: [], target: 'none' }, notes);
  }
  return judgeCreate(
    pair,
    input,
    outcome.notes,
    pair.erp === null ? () => context.nextLocationNumber() : noKey,
  );
}

function judgeNewAddress(pair: LocationPair, input: LocationsInput, state: RunningState): LocationChange {
  const { erp } = pair;
  if (erp === null || !erp.active || !writesTo(input.settings.direction, 'shopify')) return leave(pair, []);
  const place = addressFingerprint(erp.values);
  if (isCompany(input) && input.shopify === null && erp.isDefault) return judgeFirstOfCompany(pair, input);
  if (place === null) return leave(pair, [note('blankMainNotExported')]); // R1
  if (state.places.has(place)) return leave(pair, [note('locationLeftOut')]); // R21
  return judgeCreate(pair, input, [], noKey);
}

/** Shopify makes a company with its first location, so that goes even where it has no address, or one that Shopify refuses. */
function judgeFirstOfCompany(pair: LocationPair, input: LocationsInput): LocationChange {
  const without = note('locationWithoutAddress');
  if (isBlankAddress(pair.erp?.values ?? blankLocation)) return judgeCreate(pair, input, [without], noKey);
  const change = judgeCreate(pair, input, [], noKey);
  if (change.verb !== 'invalid' || siteRefusals(pair, input).length > 0) return change;
  // What is kept back is not agreed on: the next preview says again what is wrong with it.
  const fields = change.fields.map((field) =>
    isOfAddress(field.field) ? { ...field, action: 'keep' as const, result: null } : field,
  );
  const reasons = change.notes.filter(({ code }) => code !== 'locationIsBad');
  return { ...change, verb: 'create', target: 'shopify', fields, notes: [...reasons, without] };
}

function isOfAddress(field: FieldName): boolean {
  return field !== 'phone' && (locationFields as readonly string[]).includes(field);
}

function judgeNewLocation(pair: LocationPair, input: LocationsInput, state: RunningState): LocationChange {
  const { shopify } = pair;
  if (shopify === null || !writesTo(input.settings.direction, 'erp')) return leave(pair, []);
  // A location of a company is more than its address.
  if (isBlankAddress(shopify.values) && !isCompany(input)) return leave(pair, []);
  if (state.mainIsTaken) return judgeCreate(pair, input, [], () => input.context.nextLocationNumber());
  state.mainIsTaken = true; // also when it is invalid: the next address is not the default one
  return judgeCreate(pair, input, [note('becomesMain')], () => mainKey);
}

function judgeCreate(
  pair: LocationPair,
  input: LocationsInput,
  notes: readonly Note[],
  nextKey: () => string | null,
): LocationChange {
  const outcome = valuesOutcome(pair, input, null);
  if (outcome.invalid) return changeOf(pair, 'invalid', outcome, outcome.notes);
  return { ...changeOf(pair, 'create', outcome, [...notes, ...outcome.notes]), newKey: nextKey() };
}

function noKey(): null {
  return null;
}

function valuesOutcome(
  pair: LocationPair,
  input: LocationsInput,
  agreed: LocationLink['agreed'] | null,
): LocationOutcome {
  const { addressees, settings } = input;
  const { erp, shopify } = pair;
  const rules = rulesOf(settings);
  const { homeCountry } = settings;
  const ofCompany = isCompany(input);
  const address = reconcileLocation({
    erp,
    shopify,
    agreed,
    rules,
    homeCountry,
    addressees,
    ...(ofCompany ? { ofCompany } : {}),
  });
  if (!ofCompany) return address;
  const site = reconcileSite({ erp, shopify, agreed, rules, company: addressees });
  return withSite(address, site, shopify === null ? companyLimits(input, erp) : []);
}

/** Why a new location of a company would be refused whatever its address. */
function siteRefusals({ erp, shopify }: LocationPair, input: LocationsInput): readonly Note[] {
  const rules = rulesOf(input.settings);
  const { refusals } = reconcileSite({ erp, shopify, agreed: null, rules, company: input.addressees });
  return [...refusals, ...companyLimits(input, erp)];
}

/** Why Shopify would take no further location of a company. */
function companyLimits(
  { erp: company, shopify, context }: LocationsInput,
  erp: Location | null,
): readonly Note[] {
  if (company === null || erp === null) return [];
  const id = locationReference(company.number, erp.key);
  const isFull = (shopify?.locations.length ?? 0) >= mostLocationsOfCompany;
  const limit = String(mostLocationsOfCompany);
  return [
    ...externalIdRefusals('location', id, null, context),
    ...(isFull ? [note('companyFull', { limit })] : []),
  ];
}

function verbOf(outcome: LocationOutcome, quiet: 'link' | 'equal'): LocationVerb {
  if (outcome.conflict) return 'conflict';
  if (outcome.invalid) return 'invalid';
  return outcome.target === 'none' ? quiet : 'update';
}

const nothingWritten = { fields: [], target: 'none' } as const;

function leave(pair: LocationPair, notes: readonly Note[]): LocationChange {
  return changeOf(pair, 'leave', nothingWritten, notes);
}

function changeOf(
  pair: LocationPair,
  verb: LocationVerb,
  outcome: Pick<LocationOutcome, 'fields' | 'target'>,
  notes: readonly Note[],
): LocationChange {
  return {
    id: `${pair.erp?.key ?? ''}~${pair.shopify === null ? '' : legacyId(pair.shopify.key)}`,
    verb,
    target: outcome.target,
    erp: snapshotOf(pair.erp),
    shopify: snapshotOf(pair.shopify),
    fields: outcome.fields,
    proposed: verb === 'deactivate' || verb === 'delete',
    newKey: null,
    notes,
  };
}

function snapshotOf(location: Location | null): LocationSnapshot | null {
  if (location === null) return null;
  const { key, isDefault, active, inherits } = location;
  return { key, label: labelOf(location), isDefault, active, inherits };
}

function labelOf(location: Location): string {
  const { address1, city } = location.values;
  const address = [address1, city].filter((part) => part !== null).join(', ');
  if (location.site !== undefined && location.name !== null) {
    return [location.name, city].filter((part) => part !== null).join(', ');
  }
  return address === '' ? (location.name ?? location.key) : address;
}
