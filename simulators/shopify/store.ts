import { CompanyStore } from './company-store.ts';
import type { BusinessSnapshot } from './company-store.ts';
import { createCustomerIndex } from './customer-index.ts';
import type { CustomerIndex } from './customer-index.ts';
import type { Switches } from './options.ts';
import type { CustomerRecord, MetafieldDefinitionRecord, OrderRecord } from './records.ts';
import { timeStamp } from './records.ts';

/** Everything the shop holds, as one JSON document. */
export interface ShopSnapshot {
  readonly version: 1;
  readonly nextNumber: number;
  readonly customers: readonly CustomerRecord[];
  readonly metafieldDefinitions: readonly MetafieldDefinitionRecord[];
  readonly deletedAddresses: readonly number[];
  /** Left out by snapshots of a shop without business customers. */
  readonly business?: BusinessSnapshot;
  /** Left out by snapshots of before there were orders. */
  readonly orders?: readonly OrderRecord[];
}

const firstNumber = 7_000_000_000_001;

/** Two e-mails are one when they differ only in case. */
function emailKey(email: string): string {
  return email.toLowerCase();
}

function customIdKey(namespace: string, key: string, value: string): string {
  return JSON.stringify([namespace, key, value]);
}

/** The shop's data with its unique indexes. It keeps no rules of the API: those come before. */
export class ShopStore {
  readonly customers: CustomerIndex;
  readonly business: CompanyStore;
  readonly #clock: () => Date;
  readonly #byEmail = new Map<string, number>();
  readonly #byPhone = new Map<string, number>();
  readonly #byCustomId = new Map<string, number>();
  readonly #addressOwners = new Map<number, number>();
  readonly #deletedAddresses = new Set<number>();
  #definitions: readonly MetafieldDefinitionRecord[] = [];
  #orders: readonly OrderRecord[] = [];
  #nextNumber = firstNumber;

  constructor(clock: () => Date, switches: () => Switches) {
    this.#clock = clock;
    const now = (): number => clock().getTime();
    const lag = (): number => switches().searchLagMilliseconds;
    this.customers = createCustomerIndex(now, lag);
    this.business = new CompanyStore(now, lag);
  }

  now(): Date {
    return this.#clock();
  }

  stamp(): string {
    return timeStamp(this.#clock());
  }

  /** Numbers rise over all kinds of records, so a later record always has the greater id. */
  nextNumber(): number {
    return this.#nextNumber++;
  }

  customerByEmail(email: string): CustomerRecord | undefined {
    return this.#customer(this.#byEmail.get(emailKey(email)));
  }

  customerByPhone(phone: string): CustomerRecord | undefined {
    return this.#customer(this.#byPhone.get(phone));
  }

  customerByCustomId(namespace: string, key: string, value: string): CustomerRecord | undefined {
    return this.#customer(this.#byCustomId.get(customIdKey(namespace, key, value)));
  }

  #customer(number: number | undefined): CustomerRecord | undefined {
    return number === undefined ? undefined : this.customers.get(number);
  }

  /** The customer who has the address now. */
  addressOwner(address: number): CustomerRecord | undefined {
    return this.#customer(this.#addressOwners.get(address));
  }

  /** Whether an address of this number existed once. */
  wasAddress(address: number): boolean {
    return this.#deletedAddresses.has(address);
  }

  /** Adds the customer or replaces the one of this number, and keeps every index in step. */
  put(customer: CustomerRecord): void {
    this.#forget(this.customers.get(customer.number));
    this.customers.put(customer.number, customer);
    if (customer.email !== null) this.#byEmail.set(emailKey(customer.email), customer.number);
    if (customer.phone !== null) this.#byPhone.set(customer.phone, customer.number);
    for (const { namespace, key, type, value } of customer.metafields)
      if (type === 'id') this.#byCustomId.set(customIdKey(namespace, key, value), customer.number);
    for (const address of customer.addresses) {
      this.#addressOwners.set(address.number, customer.number);
      this.#deletedAddresses.delete(address.number);
    }
  }

  /** Takes the customer away, as a contact of companies too. */
  remove(customer: CustomerRecord): void {
    for (const contact of this.business.contactsByCustomer(customer.number))
      this.business.removeContact(contact);
    this.#forget(this.customers.get(customer.number));
    this.customers.put(customer.number, undefined);
  }

  #forget(customer: CustomerRecord | undefined): void {
    if (!customer) return;
    if (customer.email !== null) this.#byEmail.delete(emailKey(customer.email));
    if (customer.phone !== null) this.#byPhone.delete(customer.phone);
    for (const { namespace, key, type, value } of customer.metafields)
      if (type === 'id') this.#byCustomId.delete(customIdKey(namespace, key, value));
    for (const address of customer.addresses) {
      this.#addressOwners.delete(address.number);
      this.#deletedAddresses.add(address.number);
    }
  }

  /** In the order in which they were placed. */
  get orders(): readonly OrderRecord[] {
    return this.#orders;
  }

  addOrder(order: OrderRecord): void {
    this.#orders = [...this.#orders, order];
  }

  get metafieldDefinitions(): readonly MetafieldDefinitionRecord[] {
    return this.#definitions;
  }

  addMetafieldDefinition(definition: MetafieldDefinitionRecord): void {
    this.#definitions = [...this.#definitions, definition];
  }

  removeMetafieldDefinition(definition: MetafieldDefinitionRecord): void {
    this.#definitions = this.#definitions.filter(({ number }) => number !== definition.number);
  }

  metafieldDefinition(
    ownerType: string,
    namespace: string,
    key: string,
  ): MetafieldDefinitionRecord | undefined {
    return this.#definitions.find(
      (each) => each.ownerType === ownerType && each.namespace === namespace && each.key === key,
    );
  }

  snapshot(): ShopSnapshot {
    return {
      version: 1,
      nextNumber: this.#nextNumber,
      customers: [...this.customers.all()],
      metafieldDefinitions: this.#definitions,
      deletedAddresses: [...this.#deletedAddresses],
      business: this.business.snapshot(),
      orders: this.#orders,
    };
  }

  /** Replaces everything by the snapshot's content. */
  load(snapshot: ShopSnapshot): void {
    if (snapshot.version !== 1) throw new Error(`Snapshot version ${String(snapshot.version)} is not known.`);
    for (const index of [this.#byEmail, this.#byPhone, this.#byCustomId, this.#addressOwners]) index.clear();
    this.customers.clear();
    this.#deletedAddresses.clear();
    this.#nextNumber = snapshot.nextNumber;
    this.#definitions = snapshot.metafieldDefinitions;
    for (const customer of snapshot.customers) this.put(customer);
    this.business.load(snapshot.business ?? { companies: [], locations: [], contacts: [], assignments: [] });
    this.#orders = snapshot.orders ?? [];
    for (const address of snapshot.deletedAddresses) this.#deletedAddresses.add(address);
  }
}
