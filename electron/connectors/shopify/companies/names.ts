/** How messages name a company and what is in it. */
import type { Company, CompanyContact } from '../../../../shared/domain/company.ts';
import { joinName } from '../../../../shared/domain/party.ts';

export function locationNamed({ name, locations }: Company, key: string): string {
  const location = locations.find((each) => each.key === key);
  return `location ${location?.name ?? key} of ${name}`;
}

type Person = Pick<CompanyContact, 'firstName' | 'lastName' | 'email'>;

export function personNamed({ firstName, lastName, email }: Person): string {
  return joinName(firstName, lastName) ?? email ?? 'a person without name';
}

export function contactNamed({ name, contacts }: Company, key: string): string {
  const contact = contacts.find((each) => each.key === key);
  return `contact ${contact === undefined ? key : personNamed(contact)} of ${name}`;
}
