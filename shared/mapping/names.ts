/** Names of persons, accounts and companies: what the ERP keeps in one field and Shopify in several. */
import type { CustomerValues, FieldValue, Party } from '../domain/party.ts';
import { joinName } from '../domain/party.ts';
import { alike } from './compare.ts';
import { collapseBlanks } from './normalise.ts';

export interface SplitName {
  readonly firstName: FieldValue;
  readonly lastName: FieldValue;
}

/** Before the first space the first name, after it the last name, as the ERP's own connector splits (domain facts 3.4). */
export function splitName(text: FieldValue): SplitName {
  const name = text === null ? '' : collapseBlanks(text);
  if (name === '') return { firstName: null, lastName: null };
  const space = name.indexOf(' ');
  return space === -1
    ? { firstName: name, lastName: null }
    : { firstName: name.slice(0, space), lastName: name.slice(space + 1) };
}

/**
 * The name of the person behind a customer, or null. A name that is only the e-mail or the phone stands for "no name"
 * (R8): it must not come back to Shopify as a first name.
 */
export function personNameOf(values: CustomerValues): FieldValue {
  const name = joinName(values.firstName, values.lastName);
  if (name === null || name === values.phone) return null;
  return name.includes('@') && alike('email', name, values.email, null) ? null : name;
}

/** CustomerName of a customer that an import creates: the person, else the e-mail (R8), else the phone. */
export function accountNameOf(values: CustomerValues): FieldValue {
  return joinName(values.firstName, values.lastName) ?? values.email ?? values.phone;
}

export interface NameChange {
  /** CustomerName as it is. */
  readonly accountName: FieldValue;
  /** The ERP's values before and after the write. */
  readonly before: CustomerValues;
  readonly after: CustomerValues;
}

/**
 * CustomerName after a change of values (R29): it follows if it was the person's name, or stood in for a missing one
 * (R8); otherwise somebody chose it, and it stays.
 */
export function accountNameAfter(change: NameChange): FieldValue {
  const { accountName, before, after } = change;
  const stoodFor = [joinName(before.firstName, before.lastName), before.email, before.phone];
  const followed =
    accountName === null ||
    stoodFor.some((text) => text !== null && alike('lastName', text, accountName, null));
  return followed ? accountNameOf(after) : accountName;
}

/** What an address in Shopify gets as company (R25): never the person's own name, which the ERP keeps as account name. */
export function companyForExport(company: FieldValue, personName: FieldValue): FieldValue {
  return alike('company', company, personName, null) ? null : company;
}

/** Person's name, or for a customer without one the account name: who an address without attention is for. */
export function addresseeOf(party: Party): FieldValue {
  return personNameOf(party.values) ?? party.accountName;
}
