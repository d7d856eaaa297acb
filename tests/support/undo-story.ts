/**
 * P10 as an oracle: what becomes of a record through a run, edits of people, and the undo of the run. It knows nothing of journals
 * and links: it compares what the two systems hold.
 */
import {
  customerFields,
  type Location,
  type Party,
  type PartyAttribute,
  type Side,
} from '../../shared/domain/party.ts';
import type { MemoryTwin } from './memory-twin.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

export type State = Readonly<Record<Side, ReadonlyMap<string, Party>>>;

export function stateOf(twins: Readonly<Record<Side, MemoryTwin>>): State {
  const of = (side: Side) => new Map(twins[side].parties().map((party) => [party.key, party]));
  return { erp: of('erp'), shopify: of('shopify') };
}

/** A place as people see it: Shopify's ids change where an address is made again. */
function placeOf({ values, name, isDefault, active }: Location): string {
  return JSON.stringify([values, name, isDefault, active]);
}

export function imageOf(party: Party | undefined): string {
  if (party === undefined) return 'not there';
  const { values, accountName, status, externalReference, locations, attributes = {}, extras } = party;
  return JSON.stringify([
    values,
    accountName,
    status,
    externalReference,
    locations.map(placeOf).toSorted((one, other) => (one < other ? -1 : 1)),
    Object.entries<PartyAttribute | null>(attributes)
      .filter(([, value]) => value !== null && value !== '')
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    extras?.note ?? null,
    (extras?.tags ?? []).toSorted(),
  ]);
}

/** Whether the two differ in nothing but fields that only one system has. */
function isOwnEdit(run: Party | undefined, edited: Party | undefined): boolean {
  if (run === undefined || edited === undefined) return false;
  const { attributes = {}, extras } = run;
  return imageOf(run) === imageOf({ ...edited, attributes, ...(extras === undefined ? {} : { extras }) });
}

/** A place that was taken away and added again looks the same, and is somebody's edit. */
function placesOf(party: Party | undefined): string {
  const keys = (party?.locations ?? []).map(({ key }) => key);
  return keys.toSorted((one, other) => (one < other ? -1 : 1)).join(' ');
}

function defaultOf(party: Party): string | undefined {
  return party.locations.find(({ isDefault }) => isDefault)?.key;
}

const at = (party: Party | undefined, key: string) =>
  party?.locations.find((location) => location.key === key);

/** One record through a run, foreign edits and the undo. */
interface Story {
  readonly before: Party | undefined;
  readonly run: Party | undefined;
  readonly edited: Party | undefined;
  readonly undone: Party | undefined;
}

/** What an undo did to a record that it should not have done, or did not do. */
export interface Wrong {
  readonly side: Side;
  readonly key: string;
  /** `left`: nobody touched it, and it is not as before. `overwritten`: somebody touched it, and it was written. */
  readonly kind: 'left' | 'overwritten';
  readonly what: string;
}

type Told = Pick<Wrong, 'kind' | 'what'>;

function wrongs({ before, run, edited, undone }: Story): readonly Told[] {
  const wrong = (isTouched: boolean, what: string): Told => ({
    kind: isTouched ? 'overwritten' : 'left',
    what,
  });
  if (imageOf(run) === imageOf(edited) && placesOf(run) === placesOf(edited)) {
    return imageOf(undone) === imageOf(before) ? [] : [wrong(false, 'the record')];
  }
  // Nobody reads a field that no rule names, so nothing shows that somebody edited it in a record that the run made (R15).
  if (before === undefined && undone === undefined && isOwnEdit(run, edited)) return [];
  if (before === undefined || run === undefined || edited === undefined || undone === undefined) {
    return imageOf(undone) === imageOf(edited) ? [] : [wrong(true, 'the record')];
  }
  const fields = customerFields.flatMap((field) => {
    const isTouched = run.values[field] !== edited.values[field];
    const wanted = isTouched ? edited.values[field] : before.values[field];
    return undone.values[field] === wanted ? [] : [wrong(isTouched, field)];
  });
  const textOf = (party: Party, key: string) => JSON.stringify(at(party, key)?.values ?? null);
  const isOn = (party: Party, key: string) => at(party, key)?.active === true;
  const places = edited.locations.flatMap(({ key }) => {
    const isTouched = textOf(run, key) !== textOf(edited, key) || isOn(run, key) !== isOn(edited, key);
    // What the run added and nobody touched is gone, unless the ERP has no other default for the customer.
    const wanted = isTouched ? textOf(edited, key) : textOf(before, key);
    const isNeeded = at(before, key) === undefined && at(undone, key)?.isDefault === true;
    const isRight = textOf(undone, key) === wanted || isNeeded;
    return isRight ? [] : [wrong(isTouched, `place ${key}`)];
  });
  const back = run.locations.flatMap(({ key }) =>
    at(edited, key) === undefined && at(undone, key) !== undefined
      ? [wrong(true, `place ${key} came back`)]
      : [],
  );
  const isMoved = defaultOf(run) !== defaultOf(edited) && defaultOf(undone) !== defaultOf(edited);
  return [...fields, ...places, ...back, ...(isMoved ? [wrong(true, 'the default')] : [])];
}

/** The wrongs of every record that is or was there. */
export function wrongsOf({ before, run, edited, undone }: Record<keyof Story, State>): readonly Wrong[] {
  return sides.flatMap((side) => {
    const keys = [before, run, edited, undone].flatMap((state) => [...state[side].keys()]);
    return [...new Set(keys)].flatMap((key) => {
      const of = (state: State): Party | undefined => state[side].get(key);
      const story = { before: of(before), run: of(run), edited: of(edited), undone: of(undone) };
      return wrongs(story).map((told) => ({ side, key, ...told }));
    });
  });
}
