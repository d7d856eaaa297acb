import type { AddressInput } from './address-rules.ts';
import { withAddress, withChangedAddress, withoutAddress } from './customer-addresses.ts';
import { blankCustomer, prepareCustomer } from './customer-rules.ts';
import type { CustomerFields } from './customer-rules.ts';
import { createCompanyEditor, unwrap } from './company-edits.ts';
import type { CompanyEditor } from './company-edits.ts';
import { addressGid, customerGid, parseGid } from './gid.ts';
import { createDefinition } from './metafield-definitions.ts';
import type { DefinitionInput } from './metafield-definitions.ts';
import { withMetafield } from './metafields.ts';
import type { MetafieldContent } from './metafields.ts';
import { addOrder } from './orders.ts';
import type { OrderSeed } from './orders.ts';
import type { AddressRecord, CustomerRecord } from './records.ts';
import { addressContext, findCustomer, saveCustomer } from './shop-context.ts';
import type { ShopWriter } from './shop-context.ts';
import type { ShopSnapshot } from './store.ts';

/** A customer to put into the shop, with what only the past can have made: orders, stamps, state. */
export interface CustomerSeed extends Omit<CustomerFields, 'addresses'> {
  readonly addresses?: readonly AddressInput[];
  /** Which of the addresses is the default; the first unless given. */
  readonly defaultAddressIndex?: number;
  readonly metafields?: readonly MetafieldContent[];
  readonly numberOfOrders?: number;
  readonly amountSpent?: string;
  readonly state?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

/**
 * The shop as a person in the admin changes it: same normalisation and uniqueness as the API, but not counted, not charged and not
 * subject to faults. Ids are global ids. Everything throws when the rules refuse it or the record does not exist.
 */
export interface ShopEditor extends CompanyEditor {
  /** Answers the new customer's id. */
  readonly addCustomer: (seed: CustomerSeed) => string;
  readonly editCustomer: (id: string, patch: Omit<CustomerFields, 'addresses'>) => void;
  readonly deleteCustomer: (id: string) => void;
  /** Answers the new address's id. */
  readonly addAddress: (customerId: string, address: AddressInput) => string;
  readonly editAddress: (addressId: string, patch: AddressInput) => void;
  readonly removeAddress: (addressId: string) => void;
  readonly setDefaultAddress: (addressId: string) => void;
  /** As in the settings, below Custom data. */
  readonly defineMetafield: (definition: DefinitionInput) => void;
  readonly setMetafield: (customerId: string, metafield: MetafieldContent) => void;
  /** All customers in order of their ids; `customer` by id. */
  readonly customers: () => readonly CustomerRecord[];
  readonly customer: (id: string) => CustomerRecord | undefined;
  /** Answers the new order's id. */
  readonly addOrder: (seed: OrderSeed) => string;
  readonly snapshot: () => ShopSnapshot;
  readonly load: (snapshot: ShopSnapshot) => void;
}

type Writer = () => ShopWriter;

export function createEditor(writer: Writer): ShopEditor {
  const requireCustomer = (id: string): CustomerRecord => {
    const customer = findCustomer(writer(), id);
    if (!customer) throw new Error(`There is no customer ${id}.`);
    return customer;
  };
  const requireAddress = (
    id: string,
  ): { readonly owner: CustomerRecord; readonly address: AddressRecord } => {
    const number = parseGid(id)?.id;
    const owner = number === undefined ? undefined : writer().store.addressOwner(number);
    const address = owner?.addresses.find((each) => each.number === number);
    if (!owner || !address) throw new Error(`There is no address ${id}.`);
    return { owner, address };
  };

  return {
    ...createCompanyEditor(writer),
    addCustomer: (seed) => addCustomer(writer(), seed),
    editCustomer: (id, patch) => {
      const { store, shop } = writer();
      const before = requireCustomer(id);
      const after = unwrap(`The edit of ${id}`, prepareCustomer(patch, before, store, shop.countryCode));
      saveCustomer(writer(), before, after);
    },
    deleteCustomer: (id) => writer().store.remove(requireCustomer(id)),
    addAddress: (customerId, input) => {
      const before = requireCustomer(customerId);
      const { customer, address } = unwrap(
        'The address',
        withAddress(before, input, false, addressContext(writer())),
      );
      saveCustomer(writer(), before, customer);
      return addressGid(address.number);
    },
    editAddress: (addressId, patch) => {
      const { owner, address } = requireAddress(addressId);
      const changed = withChangedAddress(owner, address, patch, false, addressContext(writer()));
      saveCustomer(writer(), owner, unwrap(`The edit of ${addressId}`, changed).customer);
    },
    removeAddress: (addressId) => {
      const { owner, address } = requireAddress(addressId);
      saveCustomer(writer(), owner, withoutAddress(owner, address.number));
    },
    setDefaultAddress: (addressId) => {
      const { owner, address } = requireAddress(addressId);
      saveCustomer(writer(), owner, { ...owner, defaultAddressNumber: address.number });
    },
    defineMetafield: (definition) => {
      const { userErrors } = createDefinition(writer(), { definition });
      if (userErrors[0] !== undefined) throw new Error(`${definition.name}: ${userErrors[0].message}`);
    },
    setMetafield: (customerId, metafield) => {
      const before = requireCustomer(customerId);
      saveCustomer(
        writer(),
        before,
        unwrap('The metafield', withMetafield(writer().store, before, metafield)).owner,
      );
    },
    customers: () => writer().store.customers.list('ID').records.slice(),
    customer: (id) => findCustomer(writer(), id),
    addOrder: (seed) => addOrder(writer(), seed),
    snapshot: () => writer().store.snapshot(),
    load: (snapshot) => writer().store.load(snapshot),
  };
}

function addCustomer({ store, shop, switches }: ShopWriter, seed: CustomerSeed): string {
  const stamp = store.stamp();
  const { addresses = [], metafields = [], defaultAddressIndex = 0, ...fields } = seed;
  const what = `The customer ${seed.email ?? seed.lastName ?? ''}`;
  let customer = unwrap(
    what,
    prepareCustomer(fields, blankCustomer(store.nextNumber(), stamp), store, shop.countryCode),
  );
  for (const [index, input] of addresses.entries()) {
    const asDefault = index === defaultAddressIndex;
    customer = unwrap(
      what,
      withAddress(customer, input, asDefault, addressContext({ store, shop, switches })),
    ).customer;
  }
  for (const metafield of metafields)
    customer = unwrap(what, withMetafield(store, customer, metafield)).owner;
  const createdAt = seed.createdAt ?? stamp;
  store.put({
    ...customer,
    createdAt,
    updatedAt: seed.updatedAt ?? createdAt,
    numberOfOrders: seed.numberOfOrders ?? 0,
    amountSpent: seed.amountSpent ?? '0.0',
    state: seed.state ?? 'DISABLED',
  });
  return customerGid(customer.number);
}
