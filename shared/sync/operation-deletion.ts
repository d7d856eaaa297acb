/** What a row does whose partner is gone (R12, R32). */
import type { CustomerField, CustomerValues, FieldValue, Location, Party, Side } from '../domain/party.ts';
import { customerFields, otherSide } from '../domain/party.ts';
import { isBlankAddress } from '../mapping/fingerprint.ts';
import { personNameOf } from '../mapping/names.ts';
import { writtenValue } from '../mapping/written-value.ts';
import { blankCustomer, customerCreation } from './operation-customer.ts';
import { recreatedCompany } from './operation-company.ts';
import { copiedPlace, locationCreation } from './operation-locations.ts';
import type { Operation, OperationSettings, RowContext, RowWork } from './operation-types.ts';
import { copiedValues } from './operation-values.ts';
import { wholeRow, type Decision, type DeletionChoice } from './plan.ts';
import { writesTo } from './reconcile-types.ts';

const deactivation: Operation = { side: 'erp', kind: 'deactivateCustomer', locationId: null, payload: null };

/** What was decided about a row whose partner is gone; null while it waits (R24). */
function deletionChoiceOf(decision: Decision | null, settings: OperationSettings): DeletionChoice | null {
  if (decision !== null && decision.deletion !== null) return decision.deletion;
  const isApprovedRow = decision?.approvedProposals.includes(wholeRow) === true;
  return settings.approveDeactivations || isApprovedRow ? 'endLink' : null;
}

/** R12, R32: the link ends, and where it was asked for the ERP customer becomes inactive, or the record is made again. */
export function deletionWork(context: RowContext): RowWork | null {
  const { records, decision, settings } = context;
  const choice = deletionChoiceOf(decision, settings);
  if (choice === null) return null;
  if (choice === 'createAgain') {
    const operations = recreation(context);
    return operations.length === 0 ? null : { operations, linkEffect: 'save' };
  }
  const deactivates = choice === 'endLinkAndDeactivate' && records.erp !== null;
  return { operations: deactivates ? [deactivation] : [], linkEffect: 'end' };
}

/** The missing customer with everything the other side holds of it. */
function recreation(context: RowContext): readonly Operation[] {
  const { row, records, settings } = context;
  const side: Side = records.erp === null ? 'erp' : 'shopify';
  const survivor = records[otherSide(side)];
  if (survivor === null || !writesTo(settings.direction, side)) return [];
  if (row.entity === 'company') return recreatedCompany(context, survivor, placesOf(survivor), side);
  const places = settings.withLocations ? placesOf(survivor) : [];
  const main = side === 'erp' ? (places[0] ?? null) : null;
  const customer = customerCreation(context, side, {
    values: copiedCustomer(survivor, side, settings.homeCountry),
    main: main === null ? null : copiedValues(context, main, side),
    mainId: main?.key ?? null,
  });
  const further = places.filter((held) => held !== main);
  return [
    customer,
    ...further.map((held) =>
      locationCreation(context, held.key, copiedPlace(context, held.key, held, side), side, null),
    ),
  ];
}

/** Active locations with an address (R1), the default first (R20). */
function placesOf(party: Party): readonly Location[] {
  return party.locations
    .filter(({ active, values }) => active && !isBlankAddress(values))
    .toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
}

function copiedCustomer(survivor: Party, side: Side, country: string): CustomerValues {
  const values: Record<CustomerField, FieldValue> = { ...blankCustomer };
  for (const field of customerFields)
    values[field] = writtenValue(field, survivor.values[field], side, country);
  // R8: a name that only stands in for a missing one does not travel.
  return personNameOf(survivor.values) === null ? { ...values, firstName: null, lastName: null } : values;
}
