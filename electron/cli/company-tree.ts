/** A business customer as a tree: company > locations > contacts > roles, with what happens to each. */
import type { ContactRole } from '../../shared/domain/contact.ts';
import { fieldLabel } from '../../shared/mapping/field-rules.ts';
import type {
  ContactChange,
  FieldChange,
  LocationChange,
  LocationVerb,
  PlanRow,
  RoleJudgement,
  WriteTarget,
} from '../../shared/sync/plan.ts';
import { noteText } from './wording.ts';

const verbNames: Readonly<Record<LocationVerb, string>> = {
  create: 'Create',
  update: 'Update',
  link: 'Link',
  equal: 'Equal',
  deactivate: 'Deactivate',
  delete: 'Delete',
  endLink: 'End link',
  untie: 'Untie',
  conflict: 'Conflict',
  invalid: 'Cannot sync',
  leave: 'Left alone',
};

/** In the words of Shopify, and of MYOB. */
const roleNames: Readonly<Record<ContactRole, string>> = {
  orderingOnly: 'Ordering only (User)',
  locationAdmin: 'Location admin (Admin)',
};

const places: Readonly<Record<WriteTarget, string>> = {
  erp: ' in MYOB',
  shopify: ' in Shopify',
  both: ' in MYOB and Shopify',
  none: '',
};

type Part = LocationChange | ContactChange;

function happeningTo({ verb, target, proposed }: Part): string {
  return `${verbNames[verb]}${places[target]}${proposed ? ' (proposed)' : ''}`;
}

/** `Postcode: 2000 -> 2010 in Shopify`; of what is not written, only a conflict is worth a line. */
function fieldLine({ field, erp, shopify, action, result }: FieldChange): string | null {
  const label = fieldLabel(field);
  const text = (value: string | null): string => (value === null ? 'nothing' : `"${value}"`);
  switch (action) {
    case 'writeErp':
      return `${label}: ${text(erp)} -> ${text(result)} in MYOB`;
    case 'writeShopify':
      return `${label}: ${text(shopify)} -> ${text(result)} in Shopify`;
    case 'conflict':
      return `${label}: MYOB has ${text(erp)}, Shopify has ${text(shopify)}`;
    case 'keep':
      return null;
  }
}

function roleLine({ erp, shopify, action, result }: RoleJudgement, place: string): string | null {
  const text = (role: ContactRole | null): string => (role === null ? 'no role' : roleNames[role]);
  switch (action) {
    case 'writeErp':
      return `role at ${place}: ${text(erp)} -> ${text(result)} in MYOB`;
    case 'writeShopify':
      return `role at ${place}: ${text(shopify)} -> ${text(result)} in Shopify`;
    case 'conflict':
      return `role at ${place}: MYOB has ${text(erp)}, Shopify has ${text(shopify)}`;
    case 'keep':
      return null;
  }
}

/** A created part names its values by itself: only what changes something that is there is listed. */
function fieldLines({ verb, fields }: Part): readonly string[] {
  return verb === 'create' ? [] : fields.map(fieldLine).filter((line) => line !== null);
}

/**
 * The parts that are not equal, each with what is written; how many are equal is said in one line.
 * @param indent of the first level.
 */
export function companyTree(row: PlanRow, indent = '      '): readonly string[] {
  const contacts = row.contacts ?? [];
  const placeNames = new Map(
    row.locations.map(({ id, erp, shopify }) => [id, shopify?.label ?? erp?.label ?? id]),
  );
  const inner = `${indent}    `;
  const ofLocation = (location: LocationChange): readonly string[] => [
    `${indent}Location ${placeNames.get(location.id) ?? location.id}: ${happeningTo(location)}`,
    ...[...fieldLines(location), ...location.notes.map(noteText)].map((line) => inner + line),
  ];
  const ofContact = (contact: ContactChange): readonly string[] => {
    const { erp, shopify, roles, notes } = contact;
    const known = shopify ?? erp;
    const roleLines = roles
      .map((role) => roleLine(role, placeNames.get(role.locationId) ?? role.locationId))
      .filter((line) => line !== null);
    return [
      `${indent}Contact ${known?.name ?? contact.id}${known?.email == null ? '' : ` <${known.email}>`}: ${happeningTo(contact)}`,
      ...[...fieldLines(contact), ...roleLines, ...notes.map(noteText)].map((line) => inner + line),
    ];
  };
  const changed = <P extends Part>(parts: readonly P[]): readonly P[] =>
    parts.filter(({ verb }) => verb !== 'equal');
  const equal = {
    locations: row.locations.length - changed(row.locations).length,
    contacts: contacts.length - changed(contacts).length,
  };
  const rest =
    equal.locations + equal.contacts === 0
      ? []
      : [`${indent}Equal: ${equal.locations} locations, ${equal.contacts} contacts`];
  return [
    ...row.fields
      .map(fieldLine)
      .filter((line) => line !== null)
      .map((line) => indent + line),
    ...row.notes.map((note) => indent + noteText(note)),
    ...changed(row.locations).flatMap(ofLocation),
    ...changed(contacts).flatMap(ofContact),
    ...rest,
  ];
}
