/** Writes to the customer itself: made new, or changed. */
import type { CustomerExtrasDraft } from '../domain/customer-extras.ts';
import type { CustomerValues, FieldValue, LocationValues, Side } from '../domain/party.ts';
import { givenDefaults } from '../mapping/default-rules.ts';
import { accountNameAfter, accountNameOf } from '../mapping/names.ts';
import { mainKey } from './locations-pair.ts';
import { blankLocation } from '../domain/fields.ts';
import { referenceTo, type Operation, type OperationSettings, type RowContext } from './operation-types.ts';
import { extrasDraft, extrasPatch, optInWrites } from './operation-opt-in.ts';
import { customerWrites, locationWrites } from './operation-values.ts';
import type { LocationChange, PlanRowRecords } from './plan.ts';
import type { CustomerDraft, CustomerPatch } from './ports.ts';

export const blankCustomer: CustomerValues = { firstName: null, lastName: null, email: null, phone: null };

/** MAIN of a new ERP customer comes with it in one write (R20). */
export function isMain(change: LocationChange): boolean {
  return change.verb === 'create' && change.newKey === mainKey;
}

export function createCustomer(context: RowContext, side: Side): Operation {
  const { row } = context;
  const main = side === 'erp' ? row.locations.find(isMain) : undefined;
  return customerCreation(context, side, {
    values: { ...blankCustomer, ...customerWrites(context, side) },
    main: main === undefined ? null : { ...blankLocation, ...locationWrites(context, main, side) },
    mainId: main?.id ?? null,
    extras: extrasDraft(optInWrites(context, side)),
  });
}

/** How the record on `side` names its partner; null where it does not. */
function referenceFor(side: Side, { erp, shopify }: PlanRowRecords, settings: OperationSettings): FieldValue {
  if (side === 'erp') return referenceTo(shopify?.key, settings);
  return settings.storeErpId ? (erp?.number ?? null) : null;
}

/** The ERP's account name as a rule of the profile makes it; null where none does. */
function mappedAccountName(
  { shopify }: PlanRowRecords,
  side: Side,
  { makeAccountName }: OperationSettings,
): FieldValue {
  if (side !== 'erp' || makeAccountName === null || shopify === null) return null;
  return makeAccountName(shopify);
}

/** What the profile's rules by country give a record that is created in the ERP. */
export function defaultsOfNew(
  { shopify }: PlanRowRecords,
  side: Side,
  { defaultRules }: OperationSettings,
): Pick<CustomerDraft, 'defaults'> {
  const defaults = side === 'erp' && shopify !== null ? givenDefaults(shopify, defaultRules) : {};
  return Object.keys(defaults).length === 0 ? {} : { defaults };
}

export interface NewCustomer {
  readonly values: CustomerValues;
  readonly main: LocationValues | null;
  readonly mainId: string | null;
  /** Of what the profile opts into. */
  readonly extras?: CustomerExtrasDraft;
}

export function customerCreation(
  { row, records, settings }: RowContext,
  side: Side,
  created: NewCustomer,
): Operation {
  return {
    side,
    kind: 'createCustomer',
    locationId: created.mainId,
    payload: {
      values: created.values,
      accountName: mappedAccountName(records, side, settings) ?? accountNameOf(created.values),
      number: side === 'erp' ? row.newNumber : null,
      externalReference: referenceFor(side, records, settings),
      main: created.main,
      ...withoutEmpty(created.extras),
      ...defaultsOfNew(records, side, settings),
    },
  };
}

function withoutEmpty<T extends object>(extras: T | undefined): { readonly extras?: T } {
  return extras === undefined || Object.keys(extras).length === 0 ? {} : { extras };
}

export function updateCustomer(context: RowContext, side: Side): readonly Operation[] {
  const { records, settings } = context;
  const before = records[side];
  const values = customerWrites(context, side);
  if (before === null) return [];
  const extras = withoutEmpty(extrasPatch(optInWrites(context, side)));
  if (Object.keys(values).length + Object.keys(extras).length === 0) return [];
  if (side === 'shopify') {
    const reference = referenceFor(side, records, settings);
    const isMissing = reference !== null && reference !== before.externalReference;
    const payload: CustomerPatch = {
      values,
      ...extras,
      ...(isMissing ? { externalReference: reference } : {}),
    };
    return [{ side, kind: 'updateCustomer', locationId: null, payload }];
  }
  const { accountName } = before;
  const isRenamed = values.firstName !== undefined || values.lastName !== undefined;
  const made = isRenamed ? mappedAccountName(records, side, settings) : null;
  const name =
    made ?? accountNameAfter({ accountName, before: before.values, after: { ...before.values, ...values } });
  const reference = before.externalReference === null ? referenceTo(records.shopify?.key, settings) : null;
  const payload: CustomerPatch = {
    values,
    ...extras,
    ...(name === accountName ? {} : { accountName: name }),
    ...(reference === null ? {} : { externalReference: reference }),
  };
  return [{ side, kind: 'updateCustomer', locationId: null, payload }];
}
