/** The writing half. One call is one logical write, answered from what the ERP says it stored. */
import { AppError, isAppError } from '../../../shared/domain/app-error.ts';
import type { Location, LocationValues, Party, PartyStatus } from '../../../shared/domain/party.ts';
import {
  locationDefaultFields,
  type CustomerDefaults,
  type LocationDefaultField,
} from '../../../shared/domain/settings.ts';
import type { ContactStore } from '../../../shared/sync/contact-ports.ts';
import { inheritsAlone } from '../../../shared/sync/location-requests.ts';
import { refuseContacts } from '../../../shared/sync/no-contacts.ts';
import { refuseExtras } from '../../../shared/sync/no-extras.ts';
import type { LocationPatch, Sink } from '../../../shared/sync/ports.ts';
import { byKind } from '../by-kind.ts';
import { system } from './answer.ts';
import {
  customerPatchBody,
  inheritedPatchBody,
  losesName,
  locationPatchBody,
  newCustomerBody,
  newLocationBody,
  ownPatchBody,
} from './bodies.ts';
import { mergeBusinessAnswer, mergeSiteAnswer } from './business.ts';
import type { ErpClient } from './client.ts';
import { withExtras } from './extras.ts';
import { deleteRecord } from './delete-record.ts';
import type { Kinds } from './kind.ts';
import { labels } from './labels.ts';
import {
  mergeCustomerAnswer,
  mergeLocationAnswer,
  parseCreatedCustomer,
  type ParseSettings,
} from './parse.ts';
import { customerFacts, type View } from './views.ts';
import { textOf, wrap, type WireRecord } from './wire.ts';
import { createBusinessWrites, customerNamed, inheritedSiteBody, siteFields } from './write-business.ts';
import { createFurtherWrite } from './write-further.ts';

export interface Writer {
  readonly client: ErpClient;
  readonly customerView: View;
  readonly kinds: Kinds;
  readonly contacts: ContactStore;
  readonly locationView: View;
  readonly hasExternalReferences: boolean;
  readonly defaults: CustomerDefaults;
  readonly settings: ParseSettings;
}

/** Field of the customer, and of its class, that holds a location setting. */
const settingSources = {
  taxZone: { customer: 'TaxZone', customerClass: 'TaxZoneID' },
  shipVia: { customer: 'ShipVia', customerClass: 'ShipVia' },
  shippingTerms: { customer: 'ShippingTerms', customerClass: 'ShippingTerms' },
} as const satisfies Record<
  LocationDefaultField,
  { customer: keyof typeof customerFacts; customerClass: string }
>;

const isBusiness = ({ kind }: Party): boolean => kind === 'company';

const locationNamed = (party: Party, key: string) => `location ${key} of ${customerNamed(party)}`;

function locationOf(party: Party, key: string): Location {
  const location = party.locations.find((candidate) => candidate.key === key);
  if (location === undefined) {
    throw new AppError('RECORD_GONE', { params: { record: locationNamed(party, key), system } });
  }
  return location;
}

/** The labels of statuses that are given back. [VERIFY] their literal values, with `labels` (acumatica.md 9.2). */
const statusLabels: Readonly<Record<PartyStatus, string>> = {
  active: labels.active,
  onHold: 'On Hold',
  creditHold: 'Credit Hold',
  inactive: labels.inactive,
  oneTime: 'One-Time',
};

/** A location of a business customer is the company's, whoever it is addressed to there. */
function addressed(owner: Party, values: LocationValues): LocationValues {
  return isBusiness(owner) ? { ...values, company: owner.accountName } : values;
}

const isEmpty = (body: WireRecord) => Object.keys(body).length === 0;

/**
 * The ERP took a request and did not do the one thing it was about: screen logic can drop a value without a word. What is then
 * reported is what the answer says, not what was meant (L12).
 */
function notDone(record: string, what: string): AppError {
  return new AppError('WRITE_REFUSED', {
    params: { system, record, message: `The request was taken, but the ${what} did not change` },
  });
}

export function createSink(writer: Writer): Sink {
  const { client, customerView, defaults, hasExternalReferences, locationView, settings } = writer;
  /** Class records asked for so far; a class that could not be read is asked for again. */
  const classes = new Map<string, WireRecord | null>();

  async function classOf(classId: string, signal: AbortSignal): Promise<WireRecord | null> {
    const known = classes.get(classId);
    if (known !== undefined) return known;
    const select = ['ClassID', ...locationDefaultFields.map((field) => settingSources[field].customerClass)];
    const record = await client.get('CustomerClass', [classId], { select }, signal);
    classes.set(classId, record);
    return record;
  }

  /** Further locations get no shipping or tax settings by themselves (AR303020). */
  async function locationSettings(
    owner: Party,
    signal: AbortSignal,
  ): Promise<Readonly<Record<LocationDefaultField, string | null>>> {
    const from = async (field: LocationDefaultField): Promise<string | null> => {
      const source = defaults.location[field];
      if (source.from === 'fixed') return source.value;
      if (source.from === 'main') return owner.facts[customerFacts[settingSources[field].customer]] ?? null;
      const classId = owner.facts[customerFacts.CustomerClass] ?? defaults.customerClass;
      const record = classId === null ? null : await classOf(classId, signal);
      return record === null ? null : textOf(record, settingSources[field].customerClass);
    };
    return {
      taxZone: await from('taxZone'),
      shipVia: await from('shipVia'),
      shippingTerms: await from('shippingTerms'),
    };
  }

  async function putCustomer(before: Party, body: WireRecord, signal: AbortSignal): Promise<Party> {
    const answer = await client.put(
      'Customer',
      { CustomerID: wrap(before.number), ...body },
      {
        expand: customerView.expand,
        custom: customerView.custom ?? [],
        only: 'update',
        record: customerNamed(before),
      },
      signal,
    );
    return isBusiness(before)
      ? mergeBusinessAnswer(before, answer, settings)
      : mergeCustomerAnswer(before, answer, settings);
  }

  function withLocationAnswer(before: Party, answer: WireRecord): { party: Party; key: string } {
    return isBusiness(before) ? mergeSiteAnswer(before, answer) : mergeLocationAnswer(before, answer);
  }

  async function putLocation(
    before: Party,
    key: string,
    body: WireRecord,
    signal: AbortSignal,
  ): Promise<Party> {
    const answer = await client.put(
      'CustomerLocation',
      { Customer: wrap(before.number), LocationID: wrap(key), ...body },
      { expand: locationView.expand, only: 'update', record: locationNamed(before, key) },
      signal,
    );
    return withLocationAnswer(before, answer).party;
  }

  /**
   * A location that inherits is written through its customer, if it is the only one that does; otherwise the others would
   * change with it, so it gets a contact and address of its own.
   */
  async function updateLocation(
    before: Party,
    key: string,
    patch: LocationPatch,
    signal: AbortSignal,
  ): Promise<Party> {
    const location = locationOf(before, key);
    const isAlone = inheritsAlone(before, location);
    const inheritedBody = isBusiness(before) ? inheritedSiteBody : inheritedPatchBody;
    const shared = isAlone ? inheritedBody(before, patch.values) : {};
    // The name of the default location is a field of the customer too: it goes with what is written there anyway.
    const nameGoesAlong = location.isDefault && !isEmpty(shared) && patch.name != null;
    const own = {
      ...(isAlone ? {} : ownPatchBody(before, addressed(before, location.values), patch.values)),
      ...siteFields(patch.site ?? {}),
      ...locationPatchBody(nameGoesAlong ? { ...patch, name: null } : patch, hasExternalReferences),
    };
    const named = nameGoesAlong ? { ...shared, LocationName: wrap(patch.name ?? null) } : shared;
    const after = isEmpty(named) ? before : await putCustomer(before, named, signal);
    const written = isEmpty(own) ? after : await putLocation(after, key, own, signal);
    if (patch.activate === true && !locationOf(written, key).active) {
      throw notDone(locationNamed(before, key), 'status');
    }
    return written;
  }

  async function setDefaultLocation(before: Party, key: string, signal: AbortSignal): Promise<Party> {
    const after = await putLocation(before, key, { Default: wrap(true) }, signal);
    if (!locationOf(after, key).isDefault) throw notDone(customerNamed(before), 'default location');
    return after;
  }

  async function removeLocation(before: Party, key: string, signal: AbortSignal): Promise<Party> {
    const after = await putLocation(before, key, { Status: wrap(labels.inactive) }, signal);
    if (locationOf(after, key).active) throw notDone(locationNamed(before, key), 'status');
    return after;
  }

  async function deactivateCustomer(before: Party, signal: AbortSignal): Promise<Party> {
    const after = await putCustomer(before, { Status: wrap(labels.inactive) }, signal);
    if (after.status !== 'inactive') throw notDone(customerNamed(before), 'status');
    return after;
  }

  async function activateCustomer(before: Party, status: PartyStatus, signal: AbortSignal): Promise<Party> {
    const after = await putCustomer(before, { Status: wrap(statusLabels[status]) }, signal);
    if (after.status !== status) throw notDone(customerNamed(before), 'status');
    return after;
  }

  const individuals: Sink = {
    side: 'erp',
    ...refuseContacts(system),
    ...refuseExtras(system),
    setFurther: createFurtherWrite({ client, customerView, settings }),

    createCustomer: async (draft, signal) => {
      const name = draft.accountName ?? draft.values.email ?? draft.number ?? 'a customer';
      const answer = await client.put(
        'Customer',
        withExtras(
          newCustomerBody(draft, defaults.customerClass),
          draft.extras,
          draft.values.lastName !== null,
        ),
        {
          expand: customerView.expand,
          custom: customerView.custom ?? [],
          only: draft.number === null ? null : 'insert',
          record: draft.number === null ? `customer ${name}` : `customer ${draft.number} (${name})`,
        },
        signal,
      );
      return parseCreatedCustomer(answer, settings);
    },

    updateCustomer: async (before, patch, signal) => {
      if (losesName(before, patch)) {
        throw new AppError('VALUE_REFUSED', {
          params: {
            system,
            record: customerNamed(before),
            field: 'Last name',
            message: 'a person has a place in MYOB only with a last name',
            source: 'Shopify',
          },
        });
      }
      const own = customerPatchBody(before, patch);
      const hasPerson = !before.nameIsSplit || 'PrimaryContact' in own;
      const body = withExtras(own, patch.extras, hasPerson);
      return isEmpty(body) ? before : putCustomer(before, body, signal);
    },

    createLocation: async (before, draft, signal) => {
      const whole = { ...draft, values: addressed(before, draft.values) };
      const body = {
        ...newLocationBody(before, whole, await locationSettings(before, signal), hasExternalReferences),
        ...siteFields(draft.site ?? {}),
      };
      const answer = await client.put(
        'CustomerLocation',
        body,
        {
          expand: locationView.expand,
          only: draft.key === null ? null : 'insert',
          record:
            draft.key === null ? `a location of ${customerNamed(before)}` : locationNamed(before, draft.key),
        },
        signal,
      );
      return withLocationAnswer(before, answer);
    },

    updateLocation,

    setDefaultLocation,

    removeLocation: async (before, key, signal) => {
      try {
        return await removeLocation(before, key, signal);
      } catch (error) {
        const refused =
          isAppError(error) && (error.code === 'VALUE_REFUSED' || error.code === 'WRITE_REFUSED');
        if (!refused || !locationOf(before, key).isDefault) throw error;
        throw new AppError('DEFAULT_LOCATION_ACTIVE', {
          params: { record: customerNamed(before) },
          cause: error,
        });
      }
    },

    deactivateCustomer,

    activateCustomer,

    deleteCustomer: (before, signal) =>
      deleteRecord(client, { entity: 'Customer', keys: [before.key], record: customerNamed(before) }, signal),

    deleteLocation: async (before, key, signal) => {
      const record = locationNamed(before, key);
      await deleteRecord(client, { entity: 'CustomerLocation', keys: [before.number, key], record }, signal);
      return { ...before, locations: before.locations.filter((location) => location.key !== key) };
    },
  };
  const businesses = createBusinessWrites({ ...writer, customerClass: defaults.customerClass });
  return byKind(individuals, { ...individuals, ...businesses });
}
