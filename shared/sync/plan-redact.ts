/**
 * A plan without anything personal, for an e-mail: what happens, where and why stays; who it happens to does not.
 *
 * Every row is built anew from what is known to be harmless. What this file does not name is left out, so a member that a plan
 * gains later cannot leak before somebody has thought about it.
 */
import type { Note } from '../domain/note-catalogue.ts';
import type { FieldName, FieldValue, PartySummary, Side } from '../domain/party.ts';
import type { RecordChange } from '../domain/record-change.ts';
import type { FieldEvidence, Suggestion } from '../domain/suggestion.ts';
import { accountNameLabel, fieldRules } from '../mapping/field-rules.ts';
import {
  wholeRow,
  type AgreedValue,
  type ContactChange,
  type ContactSnapshot,
  type Decision,
  type Evidence,
  type FieldChange,
  type LocationChange,
  type LocationSnapshot,
  type PlanHeader,
  type PlanRow,
  type RowEnded,
} from './plan.ts';
import type { FailureCause } from '../domain/failure-cause.ts';
import type { RowUndo, UndoPart } from './undo-part.ts';
import { keptApart } from './match-choices.ts';

/**
 * Puts a name of no meaning in the place of a value: the same for the same value, whatever it is called, and of no use for
 * finding out the value. A plain hash would not do: there are few phone numbers, and each can be tried.
 */
export type Mask = (label: string, value: string) => string;

/** Parameters of sentences that say something about systems and counts, never about a person. */
const harmlessParams: ReadonlySet<string> = new Set([
  'system',
  'source',
  'side',
  'status',
  'count',
  'total',
  'length',
  'maximum',
  'attempts',
  'minutes',
  'seconds',
  'direction',
]);
const fieldNames: ReadonlySet<string> = new Set(
  [...Object.values(fieldRules).map(({ label }) => label), accountNameLabel, 'e-mail', 'phone', 'name'].map(
    (label) => label.toLowerCase(),
  ),
);
/** Members of a record that are a state and no text. */
const stateMembers: ReadonlySet<RecordChange['member']> = new Set<RecordChange['member']>([
  'status',
  'isGuest',
  'isDefault',
  'active',
  'inherits',
]);

/** @returns how a plan is redacted with this mask; row by row, so that its size does not matter. */
export function createRedaction(mask: Mask) {
  const value = (label: string, text: FieldValue): FieldValue => (text === null ? null : mask(label, text));

  function params<V extends string | number>(given: Readonly<Record<string, V>>): Record<string, V | string> {
    const isHarmless = (name: string, text: V): boolean =>
      harmlessParams.has(name) || (name === 'field' && fieldNames.has(String(text).toLowerCase()));
    return Object.fromEntries(
      Object.entries(given).map(([name, text]) => [
        name,
        isHarmless(name, text) ? text : mask(name, String(text)),
      ]),
    );
  }

  const note = ({ code, params: given }: Note): Note => ({ code, params: params(given) });
  const notes = (all: readonly Note[]): readonly Note[] => all.map(note);
  const cause = ({ code, params: given, fields }: FailureCause): FailureCause => ({
    code,
    params: params(given),
    fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, mask('text', text)])),
  });

  function summary({ key, number, name, email, phone, locationCount, status, country }: PartySummary) {
    return {
      key: mask('record', key),
      number: mask('number', number),
      name: mask('name', name),
      email: value('email', email),
      phone: value('phone', phone),
      locationCount,
      status,
      country: value('country', country),
    } satisfies PartySummary;
  }
  /** Of a location or a contact, as decisions name them. */
  const child = (id: string): string => mask('child', id);
  const orNull = <T, R>(given: T | null, redact: (known: T) => R): R | null =>
    given === null ? null : redact(given);

  const pair = (label: string, { erp, shopify }: Readonly<Record<Side, FieldValue>>): AgreedValue => ({
    erp: value(label, erp),
    shopify: value(label, shopify),
  });
  const labelOf = (field: FieldName): string =>
    field === 'firstName' || field === 'lastName' || field === 'attention' ? 'name' : field;

  function change({ field, base, erp, shopify, action, result, notes: said }: FieldChange): FieldChange {
    const label = labelOf(field);
    return {
      field,
      base: orNull(base, (known) => pair(label, known)),
      ...pair(label, { erp, shopify }),
      action,
      result: value(label, result),
      notes: notes(said),
    };
  }

  const snapshot = ({ key, label, isDefault, active, inherits }: LocationSnapshot): LocationSnapshot => ({
    key: mask('location', key),
    label: mask('address', label),
    isDefault,
    active,
    inherits,
  });

  function location(each: LocationChange): LocationChange {
    const { id, verb, target, erp, shopify, fields, proposed, newKey, notes: said } = each;
    return {
      id: child(id),
      verb,
      target,
      erp: orNull(erp, snapshot),
      shopify: orNull(shopify, snapshot),
      fields: fields.map(change),
      proposed,
      newKey: value('location', newKey),
      notes: notes(said),
    };
  }

  const person = ({ key, name, email, isMain, active }: ContactSnapshot): ContactSnapshot => ({
    key: mask('record', key),
    name: mask('name', name),
    email: value('email', email),
    isMain,
    active,
  });

  function contact(each: ContactChange): ContactChange {
    const { id, verb, target, erp, shopify, fields, roles, proposed, personKey, notes: said } = each;
    return {
      id: child(id),
      verb,
      target,
      erp: orNull(erp, person),
      shopify: orNull(shopify, person),
      fields: fields.map(change),
      roles: roles.map((judged) => ({
        locationId: child(judged.locationId),
        base: judged.base,
        erp: judged.erp,
        shopify: judged.shopify,
        action: judged.action,
        result: judged.result,
        notes: notes(judged.notes),
      })),
      proposed,
      personKey: value('record', personKey),
      notes: notes(said),
    };
  }

  function evidence({ rule, value: shared, compared }: Evidence): Evidence {
    return {
      rule,
      value: mask(rule, shared),
      ...(compared === undefined ? {} : { compared: pair(rule, compared) }),
    };
  }

  // How rare a value is would say something about it, so points and likeness are given in steps only.
  const likeness = ({ field, erp, shopify, finding, similarity, contribution }: FieldEvidence) =>
    ({
      field,
      erp: value(field, erp),
      shopify: value(field, shopify),
      finding,
      similarity: Math.round(similarity * 10) / 10,
      weight: 0,
      contribution: Math.sign(contribution),
    }) satisfies FieldEvidence;
  const suggestion = (each: Suggestion): Suggestion => ({
    side: each.side,
    summary: summary(each.summary),
    score: Math.round(each.score * 10) / 10,
    fields: each.fields.map(likeness),
  });

  const recordChange = ({ side, location: place, member, before, now }: RecordChange): RecordChange => {
    const shown = (text: FieldValue): FieldValue => (stateMembers.has(member) ? text : value(member, text));
    return { side, location: value('address', place), member, before: shown(before), now: shown(now) };
  };

  /** `email`, `<child>/email` or `<contact>/role@<location>`: what is chosen stays, of whom does not. */
  function choiceKey(key: string): string {
    const role = key.indexOf('/role@');
    if (role !== -1) return `${child(key.slice(0, role))}/role@${child(key.slice(role + '/role@'.length))}`;
    const at = key.lastIndexOf('/');
    return at === -1 ? key : `${child(key.slice(0, at))}${key.slice(at)}`;
  }

  function decision(made: Decision): Decision {
    const { include, choices, undisputedOnly, approvedProposals, partner, unlink, deletion, decidedBy } =
      made;
    return {
      include,
      choices: Object.fromEntries(Object.entries(choices).map(([key, side]) => [choiceKey(key), side])),
      undisputedOnly,
      approvedProposals: approvedProposals.map((key) => (key === wholeRow ? key : child(key))),
      partner: partner === keptApart ? partner : value('record', partner),
      ...(unlink === undefined ? {} : { unlink }),
      deletion,
      decidedBy,
    };
  }

  const ended = ({ runId, status, operation, cause: why, changes }: RowEnded): RowEnded => ({
    runId: mask('run', runId),
    status,
    operation: mask('text', operation),
    cause: orNull(why, cause),
    ...(changes === undefined ? {} : { changes: changes.map(recordChange) }),
  });

  function undoPart({ what, side, fate, note: said }: UndoPart): UndoPart {
    // What is put back, and where, is in its sentence; the values themselves are left out.
    const told = { side, fate, note: note(said) };
    return what === 'created' ? { ...told, what, judgedBy: [] } : { ...told, what: 'other' };
  }
  const undo = ({ name, number, parts, link }: RowUndo): RowUndo => ({
    name: mask('name', name),
    number: value('number', number),
    parts: parts.map(undoPart),
    link: orNull(link, ({ fate, note: said }) => ({ fate, note: note(said) })),
  });

  return {
    row: (each: PlanRow): PlanRow => ({
      // Ids of rows and links are made of the records' keys by plain hashes, and keys are numbers that can be tried.
      id: mask('row', each.id),
      entity: each.entity,
      verb: each.verb,
      target: each.target,
      erp: orNull(each.erp, summary),
      shopify: orNull(each.shopify, summary),
      linkId: value('link', each.linkId),
      fields: each.fields.map(change),
      locations: each.locations.map(location),
      defaultChange: orNull(each.defaultChange, ({ side, locationId }) => ({
        side,
        locationId: child(locationId),
      })),
      ...(each.defaultConflict === undefined
        ? {}
        : {
            defaultConflict: {
              erp: child(each.defaultConflict.erp),
              shopify: child(each.defaultConflict.shopify),
            },
          }),
      ...(each.contacts === undefined ? {} : { contacts: each.contacts.map(contact) }),
      ...(each.mainContactChange === undefined
        ? {}
        : {
            mainContactChange: {
              side: each.mainContactChange.side,
              contactId: child(each.mainContactChange.contactId),
            },
          }),
      ...(each.mainContactConflict === undefined
        ? {}
        : {
            mainContactConflict: {
              erp: child(each.mainContactConflict.erp),
              shopify: child(each.mainContactConflict.shopify),
            },
          }),
      evidence: each.evidence.map(evidence),
      candidates: each.candidates.map(({ side, summary: known, evidence: why }) => ({
        side,
        summary: summary(known),
        evidence: why.map(evidence),
      })),
      ...(each.suggestions === undefined ? {} : { suggestions: each.suggestions.map(suggestion) }),
      notes: notes(each.notes),
      newNumber: value('number', each.newNumber),
      beforeHash: pair('content', each.beforeHash),
      cost: { erpRequests: each.cost.erpRequests, shopifyPoints: each.cost.shopifyPoints },
      decision: orNull(each.decision, decision),
      ...(each.ended === undefined ? {} : { ended: ended(each.ended) }),
      ...(each.undo === undefined ? {} : { undo: undo(each.undo) }),
      ...(each.changedSince === undefined ? {} : { changedSince: each.changedSince.map(recordChange) }),
    }),

    /**
     * The plan's own SHA-256 stays, to say which preview it is. It tells nothing about a row: the plan's id, which is random,
     * is a part of what was hashed and is not in the file.
     */
    header: (plan: PlanHeader): PlanHeader => ({
      planVersion: plan.planVersion,
      id: mask('plan', plan.id),
      profileId: mask('profile', plan.profileId),
      createdAt: plan.createdAt,
      direction: plan.direction,
      ...(plan.companyDirection === undefined ? {} : { companyDirection: plan.companyDirection }),
      withLocations: plan.withLocations,
      settingsHash: mask('settings', plan.settingsHash),
      linkSerial: plan.linkSerial,
      read: plan.read,
      guards: plan.guards.map(({ code, params: given }) => ({ code, params: params(given) })),
      ...(plan.suggestions === undefined ? {} : { suggestions: plan.suggestions }),
      totals: plan.totals,
      rowCount: plan.rowCount,
      ...(plan.undoes === undefined
        ? {}
        : { undoes: { runId: mask('run', plan.undoes.runId), startedAt: plan.undoes.startedAt } }),
      sha256: plan.sha256,
    }),
  };
}
