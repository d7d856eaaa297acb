/** What a run did to one customer, thing by thing, and what becomes of each when the run is taken back. Plain data. */
import type { ContactRole } from '../domain/contact.ts';
import type { Note } from '../domain/note-catalogue.ts';
import type {
  CustomerField,
  CustomerValues,
  FieldValue,
  Location,
  LocationField,
  LocationValues,
  OptInField,
  PartyStatus,
  Side,
  Site,
} from '../domain/party.ts';
import type { Person } from '../domain/person.ts';
import { isOptIn } from '../mapping/opt-in.ts';

/** Everything of a customer that a write can change beside its locations. */
export type CustomerMember = CustomerField | OptInField | 'accountName' | 'externalReference' | 'terms';
/** Everything of a location that a write can change beside being there; the last three of a business customer's only. */
export type LocationMember = LocationField | 'name' | 'externalReference' | 'taxId' | 'taxExempt' | 'terms';
/** Everything of a contact that a write can change beside its roles and being there. */
export type ContactMember = CustomerField | 'externalReference';

interface PartOf<What extends string> {
  readonly what: What;
  readonly side: Side;
  /** `kept`: it stays as it is now; the note says why. */
  readonly fate: 'reversed' | 'kept';
  readonly note: Note;
}

/** `key` is a location's. `to` is what was there before the run. */
export type UndoPart =
  /** The customer itself was made by the run; `judgedBy` are the fields of only its system that were asked whether anybody edited it. */
  | (PartOf<'created'> & { readonly judgedBy: readonly OptInField[] })
  /** What cannot be put back: the customer is no longer there, or the kind of change is not known. Always kept. */
  | PartOf<'other'>
  /** ERP: the customer was set Inactive. */
  | (PartOf<'status'> & { readonly to: PartyStatus })
  | (PartOf<'value'> & { readonly field: CustomerMember; readonly to: FieldValue })
  | (PartOf<'locationCreated'> & { readonly key: string })
  /** Shopify: the address was deleted, or the location of a company, which was more than an address. */
  | (PartOf<'locationDeleted'> & {
      readonly key: string;
      readonly values: LocationValues;
      readonly held?: Pick<Location, 'name' | 'externalReference'> & { readonly site: Site };
    })
  /** ERP: the location was set active or Inactive; `to` true is active. */
  | (PartOf<'locationStatus'> & { readonly key: string; readonly to: boolean })
  | (PartOf<'locationValue'> & {
      readonly key: string;
      readonly field: LocationMember;
      readonly to: FieldValue;
    })
  /** Another location became the default; `key` is the one that was it before. */
  | (PartOf<'default'> & { readonly key: string })
  | ContactPart;

/** `contact` is a contact's key. */
export type ContactPart =
  | (PartOf<'contactCreated'> & { readonly contact: string })
  /** Shopify: the person's part in the company was ended; its roles are parts of their own. */
  | (PartOf<'contactRemoved'> & {
      readonly contact: string;
      readonly values: CustomerValues;
      /** Gid of the customer that the person is still. */
      readonly personKey: string;
    })
  /** ERP: the contact was set active or inactive; `to` true is active. */
  | (PartOf<'contactStatus'> & { readonly contact: string; readonly to: boolean })
  | (PartOf<'contactValue'> & {
      readonly contact: string;
      readonly field: ContactMember;
      readonly to: FieldValue;
    })
  | (PartOf<'contactRole'> & {
      readonly contact: string;
      /** `Location.key` */
      readonly at: string;
      readonly to: ContactRole | null;
    })
  /** Shopify: the customer that the run made of a person so that it could be a contact; `contact` is, or was, that contact. */
  | (PartOf<'personMade'> & { readonly contact: string; readonly person: Person })
  /** Another contact became the main one; `contact` is the one that was it before, null where none was. */
  | (PartOf<'mainContact'> & { readonly contact: string | null });

/** What taking back means for the link of the two records. */
export interface UndoLink {
  readonly fate: 'reversed' | 'kept';
  readonly note: Note;
}

/** One row of a run that is taken back. */
export interface RowUndo {
  readonly name: string;
  /** CustomerID, or the Shopify id where the run wrote there only; null where neither is known. */
  readonly number: string | null;
  readonly parts: readonly UndoPart[];
  /** Null where the link has nothing to do with it. */
  readonly link: UndoLink | null;
}

/**
 * What an undo looks at once more before it writes (L3), of the fields that only one system has: those that it puts back, and those by
 * which it judged a customer that it deletes.
 */
export function undoneOptIn(parts: readonly UndoPart[], side: Side): readonly OptInField[] {
  return parts.flatMap((part): readonly OptInField[] => {
    if (part.side !== side || part.fate !== 'reversed') return [];
    if (part.what === 'created') return part.judgedBy;
    return part.what === 'value' && isOptIn(part.field) ? [part.field] : [];
  });
}
