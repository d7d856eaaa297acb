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

/** With roles that Shopify has taken away and not given back, as in `values`. */
type StayingAndHalf = StayingPeople & { readonly halfBack: ReadonlySet<string> };

type Images<T> = Readonly<Record<'was' | 'after' | 'now', T>>;

export function mergedPeople(
  { was, after, now }: Images<Link>,
  staying: StayingAndHalf,
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
  staying: StayingAndHalf,
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
  staying: StayingAndHalf,
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
      const inShopify = `${now.shopifyKey}@${shopifyPlace}`;
      if (staying.halfBack.has(inShopify)) return 'half';
      return staying.values.has(`${now.erpKey}@${place}`) || staying.values.has(inShopify) ? 'stays' : 'back';
    }),
    state: now.state === after.state ? was.state : now.state,
  };
}

/**
 * Of a role that Shopify was only asked to take away that is what it has agreed to, as after a commit that got half-way: the next preview
 * takes it for nobody's change. An undo that goes on from there brings the whole of it back.
 */
function mergedRoles(
  { was, after, now }: Images<ContactLink>,
  fateOf: (place: string) => 'stays' | 'half' | 'back',
): ContactLink['agreedRoles'] {
  const places = [...new Set([was, after, now].flatMap(({ agreedRoles }) => Object.keys(agreedRoles)))];
  return Object.fromEntries(
    places.flatMap((place) => {
      const [before, left, held] = [was, after, now].map(({ agreedRoles }) => agreedRoles[place]);
      const fate = fateOf(place);
      const isHalf = before !== undefined && isSame(held, { erp: before.erp, shopify: null });
      const isOurs = isHalf || isSame(held, left);
      const half = { erp: before?.erp ?? null, shopify: null };
      const role = !isOurs || fate === 'stays' ? held : fate === 'half' ? half : before;
      return role === undefined ? [] : [[place, role]];
    }),
  );
}
