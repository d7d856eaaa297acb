/**
 * What a system stored against what it was sent. It has the last word: a value it changed is accepted and said so, never sent
 * again (L7).
 */
import { parseExternalReference } from '../domain/ids.ts';
import type { FieldName, FieldValue, Party } from '../domain/party.ts';
import { nameOf } from '../domain/party.ts';
import { sameValue } from '../mapping/compare.ts';
import { accountNameLabel, fieldRules } from '../mapping/field-rules.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { countryCode } from '../mapping/zones.ts';
import { systemTitles } from './commit-failure.ts';
import type { Operation } from './operations.ts';
import type { FailureCause } from './ports.ts';

/** What a write was answered with. */
export interface Answer {
  /** Null once the customer was deleted. */
  readonly after: Party | null;
  /** Key of a created location. */
  readonly createdKey: string | null;
}

interface Difference {
  /** Our field, else what people call it. */
  readonly key: string;
  readonly label: string;
  readonly sent: FieldValue;
  readonly stored: FieldValue;
}

type Values = Readonly<Partial<Record<FieldName, FieldValue>>>;

/** Of a new record, what has no value is left to the system and its defaults. */
function given(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function differingValues(sent: Values, stored: Values, country: string): readonly Difference[] {
  return (Object.keys(sent) as FieldName[]).flatMap((key) => {
    const values = { sent: sent[key] ?? null, stored: stored[key] ?? null };
    if (sameValue(key, values.sent, values.stored, country)) return [];
    return [{ key, label: fieldRules[key].label, ...values }];
  });
}

/** A name that the ERP keeps and Shopify does not have; undefined was not sent. */
function differingName(
  label: string,
  sent: FieldValue | undefined,
  stored: FieldValue,
): readonly Difference[] {
  if (sent == null || sameValue('company', sent, stored, null)) return [];
  return [{ key: label, label, sent, stored }];
}

/** Only the id in it counts (R28). */
function differingReference(sent: FieldValue | undefined, stored: FieldValue): readonly Difference[] {
  if (sent == null || parseExternalReference(sent) === parseExternalReference(stored)) return [];
  return [{ key: 'Ext. Ref. Nbr.', label: 'Ext. Ref. Nbr.', sent, stored }];
}

function differencesOf(
  operation: Operation,
  after: Party,
  createdKey: string | null,
  homeCountry: string,
): readonly Difference[] {
  const customerCountry = phoneCountryOf(after, homeCountry);
  const location = (key: string | null) => after.locations.find((candidate) => candidate.key === key);
  const isErp = operation.side === 'erp';
  switch (operation.kind) {
    case 'createCustomer': {
      const { values, accountName, externalReference, main } = operation.payload;
      const stored = after.locations.find(({ isDefault }) => isDefault)?.values;
      return [
        ...differingValues(given(values), after.values, customerCountry),
        ...(isErp ? differingName(accountNameLabel, accountName, after.accountName) : []),
        ...(isErp ? differingReference(externalReference, after.externalReference) : []),
        ...(isErp && main !== null && stored !== undefined
          ? differingValues(given(main), stored, countryCode(stored.country) ?? homeCountry)
          : []),
      ];
    }
    case 'updateCustomer': {
      const { values, accountName, externalReference } = operation.payload;
      return [
        ...differingValues(values, after.values, customerCountry),
        ...(isErp ? differingName(accountNameLabel, accountName, after.accountName) : []),
        ...(isErp ? differingReference(externalReference, after.externalReference) : []),
      ];
    }
    case 'createLocation':
    case 'updateLocation': {
      const isNew = operation.kind === 'createLocation';
      const stored = location(isNew ? createdKey : operation.payload.key);
      if (stored === undefined) return [];
      const { values, name } = isNew ? operation.payload : operation.payload.patch;
      const country = countryCode(stored.values.country) ?? homeCountry;
      return [
        ...differingValues(isNew ? given(values) : values, stored.values, country),
        ...(isErp ? differingName('Location name', name, stored.name) : []),
      ];
    }
    default:
      return [];
  }
}

/** CHANGED_BY_SERVER with every value that was stored otherwise than it was sent; null when none was. */
export function noticeOf(operation: Operation, answer: Answer, homeCountry: string): FailureCause | null {
  const { after, createdKey } = answer;
  if (after === null) return null;
  const [first, ...others] = differencesOf(operation, after, createdKey, homeCountry);
  if (first === undefined) return null;
  return {
    code: 'CHANGED_BY_SERVER',
    params: {
      system: systemTitles[operation.side],
      record: nameOf(after),
      field: first.label,
      stored: first.stored ?? '',
      sent: first.sent ?? '',
    },
    fields: Object.fromEntries(others.map(({ key, sent, stored }) => [key, changedText(sent, stored)])),
  };
}

function changedText(sent: FieldValue, stored: FieldValue): string {
  return `stored as "${stored ?? ''}" instead of "${sent ?? ''}"`;
}

/** The notices of several writes as one, in their order. */
export function joinNotices(notices: readonly FailureCause[]): FailureCause | null {
  const [first, ...others] = notices;
  if (first === undefined) return null;
  const fields = others.flatMap(({ params, fields: further }) => [
    [String(params['field']), changedText(String(params['sent']), String(params['stored']))],
    ...Object.entries(further),
  ]);
  return { ...first, fields: { ...Object.fromEntries(fields), ...first.fields } };
}
