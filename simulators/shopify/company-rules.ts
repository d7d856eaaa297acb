import type { CompanyRecord } from './company-records.ts';
import { fieldError } from './field-error.ts';
import type { Checked, FieldError } from './field-error.ts';
import { timeStamp } from './records.ts';
import type { CompanyStore } from './company-store.ts';
import { cleanText, lengthError } from './text-rules.ts';

/** `CompanyInput`. */
export interface CompanyInput {
  readonly name?: string | null;
  readonly externalId?: string | null;
  readonly note?: string | null;
  readonly customerSince?: string | null;
}

export const notThere = (path: string, message = 'Resource requested does not exist.'): FieldError =>
  fieldError(path, message, 'RESOURCE_NOT_FOUND');

const externalIdPattern = /^[A-Za-z0-9!@#$%^&*(){}[\]\\/?<>_\-~,.;:'`"]+$/;

/** What is wrong with an external id, which must be unique among the records of its kind. */
export function externalIdErrors(externalId: string | null, isTaken: boolean): readonly FieldError[] {
  if (externalId === null) return [];
  if (externalId.length > 64)
    return [fieldError('externalId', 'External Id must be 64 characters or less.', 'TOO_LONG')];
  if (!externalIdPattern.test(externalId)) {
    const message =
      'External Id can only contain numbers, letters, and some special characters, including !@#$%^&*(){}[]\\/?<>_-~,.;:\'`"';
    return [fieldError('externalId', message, 'INVALID')];
  }
  return isTaken ? [fieldError('externalId', 'External id has already been taken.', 'TAKEN')] : [];
}

/** Field paths say `notes` where the input field is `note`. */
export function noteErrors(note: string | null): readonly FieldError[] {
  return lengthError('notes', 'Notes', note, 5000);
}

export function nameErrors(name: string | null): readonly FieldError[] {
  return name === null
    ? [fieldError('name', "Name can't be blank", 'BLANK')]
    : lengthError('name', 'Name', name, 255);
}

type CompanyFields = Pick<CompanyRecord, 'name' | 'externalId' | 'note' | 'customerSince'>;

/** The company's own fields after the input. Error paths are relative to the input. */
export function prepareCompany(
  input: CompanyInput,
  before: CompanyRecord | undefined,
  store: CompanyStore,
  stamp: string,
): Checked<CompanyFields> {
  if (before && Object.keys(input).length === 0)
    return { errors: [fieldError(null, 'At least one attribute to change must be present', 'INVALID')] };
  if (before && 'customerSince' in input)
    return {
      errors: [fieldError('customerSince', 'This field may only be set on creation.', 'INVALID_INPUT')],
    };
  const name = 'name' in input ? cleanText(input.name) : (before?.name ?? null);
  const externalId = 'externalId' in input ? input.externalId || null : (before?.externalId ?? null);
  const note = 'note' in input ? cleanText(input.note) : (before?.note ?? null);
  const owner = externalId === null ? undefined : store.companyByExternalId(externalId);
  const errors = [
    ...nameErrors(name),
    ...externalIdErrors(externalId, owner !== undefined && owner.number !== before?.number),
    ...noteErrors(note),
  ];
  if (errors.length > 0 || name === null) return { errors };
  const customerSince =
    before?.customerSince ?? (input.customerSince == null ? stamp : timeStamp(new Date(input.customerSince)));
  return { value: { name, externalId, note, customerSince } };
}
