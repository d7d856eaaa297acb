/**
 * From a row and what was decided about it to the writes it leads to, in their order. One operation is one journal line
 * and one request.
 *
 * Order within a system: the customer, then its tags and consent, then its locations, then the default, then what is taken away. The ERP refuses to
 * deactivate the default location, so another one has to be the default by then.
 */
import type { Side } from '../domain/party.ts';
import { phoneCountryOfPair } from '../mapping/phone-country.ts';
import { inFreeingOrder } from './location-order.ts';
import { companyOperations } from './operation-company.ts';
import { createCustomer, updateCustomer } from './operation-customer.ts';
import { deletionWork } from './operation-deletion.ts';
import { defaultOperations, endsWithoutWrite, locationOperations, removals } from './operation-locations.ts';
import { optInOperations } from './operation-opt-in.ts';
import {
  settingsFor,
  type Operation,
  type OperationSettings,
  type RowContext,
  type RowWork,
} from './operation-types.ts';
import { conflictKeys, isDone, type Decision, type PlanRow, type PlanRowRecords } from './plan.ts';
import { undoWork } from './undo-operations.ts';

export { operationSettingsOf } from './operation-types.ts';
export type { Operation, OperationSettings, RowWork } from './operation-types.ts';

const sides: readonly Side[] = ['erp', 'shopify'];

/**
 * What a row does if it is committed now, or null when it does nothing: it waits, was left out, is done, or is in agreement.
 * `decision` null is the plan's default.
 */
export function workOf(
  row: PlanRow,
  records: PlanRowRecords,
  decision: Decision | null,
  settings: OperationSettings,
): RowWork | null {
  if (decision?.include === false || isDone(row)) return null;
  if (decision?.unlink === true) {
    const isLinked = row.linkId !== null && records.erp !== null && records.shopify !== null;
    return isLinked ? { operations: [], linkEffect: 'separate' } : null;
  }
  const homeCountry = phoneCountryOfPair(records.erp, records.shopify, settings.homeCountry);
  const own = settingsFor(row.entity, settings);
  const context: RowContext = { row, records, decision, settings: { ...own, homeCountry } };
  switch (row.verb) {
    case 'create':
    case 'update':
    case 'link':
    case 'deactivate':
    case 'equal':
      return syncWork(context);
    case 'conflict':
      return isSettled(context) ? syncWork(context) : null;
    case 'delete':
      return deletionWork(context);
    case 'reverse':
      return undoWork(context);
    case 'ambiguous':
    case 'invalid':
    case 'skip':
    case 'filtered':
    case 'keep':
      return null;
  }
}

/** R31: a row in conflict waits as a whole, until every conflict has a winner or the undisputed part is asked for. */
function isSettled({ row, decision }: RowContext): boolean {
  if (decision === null) return false;
  return decision.undisputedOnly || conflictKeys(row).every((key) => decision.choices[key] !== undefined);
}

function syncWork(context: RowContext): RowWork | null {
  const operations = sides.flatMap((side) => sideOperations(context, side));
  const { row } = context;
  const ledgerChanges =
    row.verb === 'link' ||
    [...row.locations, ...(row.contacts ?? [])].some(
      (change) =>
        change.verb === 'link' ||
        change.verb === 'endLink' ||
        change.verb === 'untie' ||
        endsWithoutWrite(context, change, operations),
    );
  return operations.length > 0 || ledgerChanges ? { operations, linkEffect: 'save' } : null;
}

function sideOperations(context: RowContext, side: Side): readonly Operation[] {
  const { row, records } = context;
  const isNew = records[side] === null;
  if (isNew && (row.verb !== 'create' || row.target !== side)) return [];
  if (row.entity === 'company') return companyOperations(context, side);
  const customer = isNew ? [createCustomer(context, side)] : updateCustomer(context, side);
  const writes = row.locations.flatMap((change) => locationOperations(context, change, side));
  const locations = side === 'shopify' ? inFreeingOrder(writes, records.shopify?.locations ?? []) : writes;
  return [
    ...customer,
    ...optInOperations(context, side),
    ...locations,
    ...defaultOperations(context, side, locations),
    ...row.locations.flatMap((change) => removals(context, change, side)),
  ];
}
