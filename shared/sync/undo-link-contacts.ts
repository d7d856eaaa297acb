/** Contacts, their roles and the main contact in the link of a row that is taken back. */
import { customerFields } from '../domain/party.ts';
import type { ContactLink, Link } from './ledger-port.ts';
import { goesOn, isSame, linksBefore, mergedAgreed, withoutDoubles } from './undo-link-merge.ts';
import type { UndoPart } from './undo-part.ts';

/** What the run did to people and is still there afterwards. */
export interface StayingPeople {
  /** Keys of contacts that stay as the run left them. */
  readonly contacts: ReadonlySet<string>;
  /** `<contact key>/<field>`, and `<contact key>@<location key>` for a role. */
  readonly values: ReadonlySet<string>;
  readonly isMain: boolean;
}

export function stayingPeople(parts: readonly UndoPart[]): StayingPeople {
  const contacts = new Set<string>();
  const values = new Set<string>();
  let isMain = false;
  for (const part of parts) {
    if (part.what === 'contactValue') values.add(`${part.contact}/${part.field}`);
    else if (part.what === 'contactRole') values.add(`${part.contact}@${part.at}`);
    else if (part.what === 'mainContact') isMain = true;
    else if ('contact' in part && part.what !== 'personMade') contacts.add(part.contact);
  }
  return { contacts, values, isMain };
}

type Images<T> = Readonly<Record<'was' | 'after' | 'now', T>>;

export function mergedPeople(
  { was, after, now }: Images<Link>,
  staying: StayingPeople,
  newKeys: ReadonlyMap<string, string>,
): Pick<Link, 'contacts' | 'agreedMainContact'> {
  if (now.contacts === undefined) return {};
  const main =
    staying.isMain || !isSame(now.agreedMainContact, after.agreedMainContact)
      ? now.agreedMainContact
      : was.agreedMainContact;
  const renewed =
    main === undefined
      ? undefined
      : {
          erp: main.erp,
          shopify: main.shopify === null ? null : (newKeys.get(main.shopify) ?? main.shopify),
        };
  return {
    contacts: mergedContacts({ was, after, now }, staying, newKeys),
    ...(renewed === undefined ? {} : { agreedMainContact: renewed }),
  };
}

function mergedContacts(
  { was, after, now }: Images<Link>,
  staying: StayingPeople,
  newKeys: ReadonlyMap<string, string>,
): readonly ContactLink[] {
  const renewed = (contact: ContactLink): ContactLink => ({
    ...contact,
    shopifyKey: newKeys.get(contact.shopifyKey) ?? contact.shopifyKey,
  });
  const [known = [], left = [], held = []] = [was.contacts, after.contacts, now.contacts];
  const restored = held.flatMap((contact) => {
    const asLeft = left.find(
      ({ erpKey, shopifyKey }) => erpKey === contact.erpKey && shopifyKey === contact.shopifyKey,
    );
    const stays = staying.contacts.has(contact.erpKey) || staying.contacts.has(contact.shopifyKey);
    if (asLeft === undefined || stays) return [{ link: contact, stays: true }];
    return linksBefore(contact, known).map((before) => ({
      link: renewed(mergedContact({ was: before, after: asLeft, now: contact }, staying, after)),
      stays: false,
    }));
  });
  const dropped = known.filter((each) => ![...left, ...held].some((other) => goesOn(other, each)));
  return [...withoutDoubles(restored), ...dropped.map(renewed)];
}

function mergedContact(
  images: Images<ContactLink>,
  staying: StayingPeople,
  link: Pick<Link, 'locations'>,
): ContactLink {
  const { was, after, now } = images;
  const keys = [now.erpKey, now.shopifyKey];
  return {
    ...was,
    agreed: mergedAgreed(customerFields, images, (field) =>
      keys.some((key) => staying.values.has(`${key}/${field}`)),
    ),
    agreedRoles: mergedRoles(images, (place) => {
      const shopifyPlace = link.locations.find(({ erpKey }) => erpKey === place)?.shopifyKey ?? '';
      return (
        staying.values.has(`${now.erpKey}@${place}`) ||
        staying.values.has(`${now.shopifyKey}@${shopifyPlace}`)
      );
    }),
    state: now.state === after.state ? was.state : now.state,
  };
}

function mergedRoles(
  { was, after, now }: Images<ContactLink>,
  stays: (place: string) => boolean,
): ContactLink['agreedRoles'] {
  const places = [...new Set([was, after, now].flatMap(({ agreedRoles }) => Object.keys(agreedRoles)))];
  return Object.fromEntries(
    places.flatMap((place) => {
      const isAsLeft = isSame(now.agreedRoles[place], after.agreedRoles[place]);
      const role = isAsLeft && !stays(place) ? was.agreedRoles[place] : now.agreedRoles[place];
      return role === undefined ? [] : [[place, role]];
    }),
  );
}
