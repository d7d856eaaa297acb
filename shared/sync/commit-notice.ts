/**
 * What a system stored against what it was sent. It has the last word: a value it changed is accepted and said so, never sent
 * again (L7).
 */
import type { CustomerExtrasDraft } from '../domain/customer-extras.ts';
import type { FieldValue, OptInField, OptInValues, Party } from '../domain/party.ts';
import { nameOf } from '../domain/party.ts';
import { accountNameLabel } from '../mapping/field-rules.ts';
import { heldOptIn } from '../mapping/opt-in.ts';
import { phoneCountryOf } from '../mapping/phone-country.ts';
import { countryCode } from '../mapping/zones.ts';
import {
  differingName,
  differingReference,
  differingValues,
  given,
  type Difference,
} from './commit-difference.ts';
import { systemTitles } from './commit-failure.ts';
import { businessDifferences, contactDifferences, siteDifferences } from './commit-notice-company.ts';
import { extrasValues } from './operation-opt-in.ts';
import type { Operation } from './operations.ts';
import type { FailureCause } from '../domain/failure-cause.ts';

/** What a write was answered with. */
export interface Answer {
  /** Null once the customer was deleted. */
  readonly after: Party | null;
  /** Key of a created location or contact. */
  readonly createdKey: string | null;
}

/** Of the ERP, whose screens can drop a value without a word. */
function differingExtras(extras: CustomerExtrasDraft | undefined, after: Party): readonly Difference[] {
  return differingOptIn(extrasValues(extras ?? {}), after);
}

function differingOptIn(sent: OptInValues, after: Party): readonly Difference[] {
  const fields = Object.keys(sent) as OptInField[];
  return differingValues(
    sent,
    Object.fromEntries(fields.map((field) => [field, heldOptIn(after, field)])),
    '',
  );
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
  const isCompany = after.kind === 'company';
  switch (operation.kind) {
    case 'createCustomer': {
      const { values, accountName, externalReference, main, business, extras } = operation.payload;
      const stored = after.locations.find(({ isDefault }) => isDefault)?.values;
      return [
        ...differingValues(given(values), after.values, customerCountry),
        ...(isErp || isCompany ? differingName(accountNameLabel, accountName, after.accountName) : []),
        ...(isErp ? differingReference(externalReference, after.externalReference) : []),
        ...((isErp || isCompany) && main !== null && stored !== undefined
          ? differingValues(given(main), stored, countryCode(stored.country) ?? homeCountry)
          : []),
        ...(isErp ? differingExtras(extras, after) : []),
        ...(business === undefined ? [] : businessDifferences(business, after, customerCountry)),
      ];
    }
    case 'updateCustomer': {
      const { values, accountName, externalReference, terms, extras } = operation.payload;
      return [
        ...differingValues(values, after.values, customerCountry),
        ...(isErp || isCompany ? differingName(accountNameLabel, accountName, after.accountName) : []),
        ...(isErp ? differingReference(externalReference, after.externalReference) : []),
        ...(isErp ? differingExtras(extras, after) : []),
        ...differingValues(
          terms === undefined ? {} : { terms },
          { terms: after.business?.terms ?? null },
          '',
        ),
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
        ...(isErp && !isCompany ? differingName('Location name', name, stored.name) : []),
        ...(isCompany
          ? siteDifferences(isNew ? operation.payload : operation.payload.patch, stored, isNew)
          : []),
      ];
    }
    case 'setFurther':
      return differingOptIn(operation.payload.values, after);
    case 'createContact':
    case 'updateContact':
    case 'setContactRoles':
      return contactDifferences(operation, after, createdKey, homeCountry);
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
