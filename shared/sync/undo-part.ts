/** What a run did to one customer, thing by thing, and what becomes of each when the run is taken back. Plain data. */
import type { Note } from '../domain/note-catalogue.ts';
import type {
  CustomerField,
  FieldValue,
  LocationField,
  LocationValues,
  PartyStatus,
  Side,
} from '../domain/party.ts';

/** Everything of a customer that a write can change beside its locations. */
export type CustomerMember = CustomerField | 'accountName' | 'externalReference';
/** Everything of a location that a write can change beside being there. */
export type LocationMember = LocationField | 'name' | 'externalReference';

interface PartOf<What extends string> {
  readonly what: What;
  readonly side: Side;
  /** `kept`: it stays as it is now; the note says why. */
  readonly fate: 'reversed' | 'kept';
  readonly note: Note;
}

/** `key` is a location's. `to` is what was there before the run. */
export type UndoPart =
  /** The customer itself was made by the run. */
  | PartOf<'created'>
  /** What cannot be put back: the customer is no longer there, or the kind of change is not known. Always kept. */
  | PartOf<'other'>
  /** ERP: the customer was set Inactive. */
  | (PartOf<'status'> & { readonly to: PartyStatus })
  | (PartOf<'value'> & { readonly field: CustomerMember; readonly to: FieldValue })
  | (PartOf<'locationCreated'> & { readonly key: string })
  /** Shopify: the address was deleted. */
  | (PartOf<'locationDeleted'> & { readonly key: string; readonly values: LocationValues })
  /** ERP: the location was set active or Inactive; `to` true is active. */
  | (PartOf<'locationStatus'> & { readonly key: string; readonly to: boolean })
  | (PartOf<'locationValue'> & {
      readonly key: string;
      readonly field: LocationMember;
      readonly to: FieldValue;
    })
  /** Another location became the default; `key` is the one that was it before. */
  | (PartOf<'default'> & { readonly key: string });

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
