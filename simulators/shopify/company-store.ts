import type {
  CompanyContactRecord,
  CompanyLocationRecord,
  CompanyRecord,
  RoleAssignmentRecord,
} from './company-records.ts';
import { RecordIndex } from './record-index.ts';
import type { Position } from './sorted-index.ts';

/** The business customers of a snapshot. */
export interface BusinessSnapshot {
  readonly companies: readonly CompanyRecord[];
  readonly locations: readonly CompanyLocationRecord[];
  readonly contacts: readonly CompanyContactRecord[];
  readonly assignments: readonly RoleAssignmentRecord[];
}

/** The sort keys of companies and of company locations that are modelled. */
export type BusinessOrder = 'ID' | 'NAME' | 'CREATED_AT' | 'UPDATED_AT';

interface Sortable {
  readonly number: number;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const positions: Readonly<Record<BusinessOrder, (record: Sortable) => Position>> = {
  ID: ({ number }) => ({ value: number, number }),
  NAME: ({ name, number }) => ({ value: name.toLowerCase(), number }),
  CREATED_AT: ({ createdAt, number }) => ({ value: createdAt, number }),
  UPDATED_AT: ({ updatedAt, number }) => ({ value: updatedAt, number }),
};

/** Companies with their locations, contacts and role assignments. It keeps no rules of the API: those come before. */
export class CompanyStore {
  readonly companies: RecordIndex<CompanyRecord, BusinessOrder>;
  readonly locations: RecordIndex<CompanyLocationRecord, BusinessOrder>;
  readonly #contacts = new Map<number, CompanyContactRecord>();
  readonly #assignments = new Map<number, RoleAssignmentRecord>();
  readonly #companyByExternalId = new Map<string, number>();
  readonly #locationByExternalId = new Map<string, number>();
  readonly #locationByAddress = new Map<number, number>();
  readonly #locationsOf = new Map<number, Set<number>>();
  readonly #contactsOf = new Map<number, Set<number>>();
  readonly #contactsByCustomer = new Map<number, Set<number>>();
  readonly #assignmentsOfContact = new Map<number, Set<number>>();
  readonly #assignmentsAt = new Map<number, Set<number>>();

  /** `now` and `lag` in milliseconds. */
  constructor(now: () => number, lag: () => number) {
    this.companies = new RecordIndex<CompanyRecord, BusinessOrder>(positions, now, lag);
    this.locations = new RecordIndex<CompanyLocationRecord, BusinessOrder>(positions, now, lag);
  }

  companyByExternalId(externalId: string): CompanyRecord | undefined {
    return this.companies.get(this.#companyByExternalId.get(externalId) ?? 0);
  }

  locationByExternalId(externalId: string): CompanyLocationRecord | undefined {
    return this.locations.get(this.#locationByExternalId.get(externalId) ?? 0);
  }

  /** The location an address of this number belongs to. */
  locationByAddress(address: number): CompanyLocationRecord | undefined {
    return this.locations.get(this.#locationByAddress.get(address) ?? 0);
  }

  locationsOf(company: number): readonly CompanyLocationRecord[] {
    return found(this.#locationsOf.get(company), (number) => this.locations.get(number));
  }

  contact(number: number): CompanyContactRecord | undefined {
    return this.#contacts.get(number);
  }

  contactsOf(company: number): readonly CompanyContactRecord[] {
    return found(this.#contactsOf.get(company), (number) => this.#contacts.get(number));
  }

  contactsByCustomer(customer: number): readonly CompanyContactRecord[] {
    return found(this.#contactsByCustomer.get(customer), (number) => this.#contacts.get(number));
  }

  assignment(number: number): RoleAssignmentRecord | undefined {
    return this.#assignments.get(number);
  }

  assignmentsOfContact(contact: number): readonly RoleAssignmentRecord[] {
    return found(this.#assignmentsOfContact.get(contact), (number) => this.#assignments.get(number));
  }

  assignmentsAt(location: number): readonly RoleAssignmentRecord[] {
    return found(this.#assignmentsAt.get(location), (number) => this.#assignments.get(number));
  }

  putCompany(company: CompanyRecord): void {
    const before = this.companies.get(company.number);
    if (before?.externalId != null) this.#companyByExternalId.delete(before.externalId);
    this.companies.put(company.number, company);
    if (company.externalId !== null) this.#companyByExternalId.set(company.externalId, company.number);
  }

  putLocation(location: CompanyLocationRecord): void {
    this.#forgetLocation(location.number);
    this.locations.put(location.number, location);
    add(this.#locationsOf, location.companyNumber, location.number);
    if (location.externalId !== null) this.#locationByExternalId.set(location.externalId, location.number);
    for (const address of [location.billingAddress, location.shippingAddress])
      if (address) this.#locationByAddress.set(address.number, location.number);
  }

  putContact(contact: CompanyContactRecord): void {
    this.#contacts.set(contact.number, contact);
    add(this.#contactsOf, contact.companyNumber, contact.number);
    add(this.#contactsByCustomer, contact.customerNumber, contact.number);
  }

  putAssignment(assignment: RoleAssignmentRecord): void {
    this.#assignments.set(assignment.number, assignment);
    add(this.#assignmentsOfContact, assignment.contactNumber, assignment.number);
    add(this.#assignmentsAt, assignment.locationNumber, assignment.number);
  }

  removeAssignment({ number, contactNumber, locationNumber }: RoleAssignmentRecord): void {
    this.#assignments.delete(number);
    this.#assignmentsOfContact.get(contactNumber)?.delete(number);
    this.#assignmentsAt.get(locationNumber)?.delete(number);
  }

  /** Takes the contact away with its roles; a company whose main contact it was has none then. */
  removeContact(contact: CompanyContactRecord): void {
    for (const assignment of this.assignmentsOfContact(contact.number)) this.removeAssignment(assignment);
    this.#contacts.delete(contact.number);
    this.#contactsOf.get(contact.companyNumber)?.delete(contact.number);
    this.#contactsByCustomer.get(contact.customerNumber)?.delete(contact.number);
    const company = this.companies.get(contact.companyNumber);
    if (company?.mainContactNumber === contact.number)
      this.putCompany({ ...company, mainContactNumber: null });
  }

  removeLocation(location: CompanyLocationRecord): void {
    for (const assignment of this.assignmentsAt(location.number)) this.removeAssignment(assignment);
    this.#forgetLocation(location.number);
    this.locations.put(location.number, undefined);
    this.#locationsOf.get(location.companyNumber)?.delete(location.number);
  }

  /** Takes the company away with everything that belongs to it. The contacts' customers stay. */
  removeCompany(company: CompanyRecord): void {
    for (const contact of this.contactsOf(company.number)) this.removeContact(contact);
    for (const location of this.locationsOf(company.number)) this.removeLocation(location);
    if (company.externalId !== null) this.#companyByExternalId.delete(company.externalId);
    this.companies.put(company.number, undefined);
  }

  #forgetLocation(number: number): void {
    const before = this.locations.get(number);
    if (before?.externalId != null) this.#locationByExternalId.delete(before.externalId);
    for (const address of [before?.billingAddress, before?.shippingAddress])
      if (address) this.#locationByAddress.delete(address.number);
  }

  snapshot(): BusinessSnapshot {
    return {
      companies: [...this.companies.all()],
      locations: [...this.locations.all()],
      contacts: [...this.#contacts.values()],
      assignments: [...this.#assignments.values()],
    };
  }

  /** Replaces everything by the snapshot's content. */
  load({ companies, locations, contacts, assignments }: BusinessSnapshot): void {
    this.companies.clear();
    this.locations.clear();
    for (const index of [
      this.#contacts,
      this.#assignments,
      this.#companyByExternalId,
      this.#locationByExternalId,
      this.#locationByAddress,
      this.#locationsOf,
      this.#contactsOf,
      this.#contactsByCustomer,
      this.#assignmentsOfContact,
      this.#assignmentsAt,
    ])
      index.clear();
    for (const company of companies) this.putCompany(company);
    for (const location of locations) this.putLocation(location);
    for (const contact of contacts) this.putContact(contact);
    for (const assignment of assignments) this.putAssignment(assignment);
  }
}

function add(index: Map<number, Set<number>>, key: number, number: number): void {
  const numbers = index.get(key);
  if (numbers) numbers.add(number);
  else index.set(key, new Set([number]));
}

/** In order of their numbers: that is the order in which they were made. */
function found<T>(numbers: Set<number> | undefined, get: (number: number) => T | undefined): readonly T[] {
  return [...(numbers ?? [])]
    .toSorted((a, b) => a - b)
    .map(get)
    .filter((record) => record !== undefined);
}
