import type { Clock } from './clock.ts';

export interface UserAccount {
  readonly name: string;
  readonly password: string;
  /** Tenants the user may sign in to; absent means all. */
  readonly tenants?: readonly string[];
  /** Sessions the user may have at once (form SM201010), beside what the licence allows; absent means any number. */
  readonly maximumSessions?: number;
}

/** A connected application of form SM303010. The client's id on the wire is `<clientId>@<tenant>`. */
export interface ConnectedApplication {
  readonly clientId: string;
  /** null: a public client, which must use PKCE. */
  readonly secret: string | null;
  readonly redirectUris: readonly string[];
  /** The flow chosen on the form; absent: both, for tests that do not care. */
  readonly flow?: 'authorizationCode' | 'password';
  /** False: the mode No Refresh Tokens, in which asking for `offline_access` is an error. */
  readonly refreshTokens?: boolean;
  /** Check box Active of the form; absent means that it is ticked. */
  readonly isActive?: boolean;
}

/** The licence of form SM604000. `off` has neither seats nor limits, for benches. */
export type Licence =
  | 'off'
  | 'trial'
  | {
      readonly apiUsers: number;
      readonly concurrent: number;
      readonly requestsPerMinute: number;
    };

/** Feature switches of form CS100000. */
export interface Features {
  /** Business-to-Business Entities: the customer category exists. */
  readonly b2b: boolean;
  /** Shopify Connector: the ShopifyStore form exists. */
  readonly shopifyConnector: boolean;
  /** Business Account Locations: the CustomerLocation form exists. */
  readonly businessAccountLocations: boolean;
}

/** How one segmented key is numbered: `prefix` followed by `digits` figures, which are the last segment. */
export interface Numbering {
  readonly mode: 'auto' | 'manual';
  readonly prefix: string;
  readonly digits: number;
  /** Whether a new record may bring an ID of its own. */
  readonly manualAllowed: boolean;
  /** Characters of the segmented key. A longer CustomerID is refused; of a longer LocationID only the first characters count. */
  readonly keyLength: number;
  /**
   * Lengths of the key's segments in order, written with a hyphen between them; absent: one segment of `keyLength`. An ID must have
   * them all, and none may be longer.
   */
  readonly segments?: readonly number[];
}

export interface StateName {
  readonly id: string;
  readonly name: string;
}

/** What may be entered for a country: its ID, also its name, or also what a pattern accepts. */
export type CountryCheck = 'id' | 'idOrName' | 'idNameOrPattern';

/** Checks of form CS204000 for one country (acumatica.md 3.8). */
export interface CountryRules {
  /** How the country itself may be entered; absent: as `countryCheck` says for all. */
  readonly countryCheck?: CountryCheck;
  /** Regular expression for `countryCheck: 'idNameOrPattern'`. */
  readonly countryPattern?: string;
  readonly states: readonly StateName[];
  readonly stateCheck: 'none' | 'id' | 'idOrName' | 'pattern';
  /** Regular expression for `stateCheck: 'pattern'`. */
  readonly statePattern?: string;
  /** Regular expression a postcode must match, also what an input mask amounts to; absent means no check. */
  readonly postcodePattern?: string;
}

export interface ValidationRules {
  readonly countryCheck: CountryCheck;
  readonly countries: Readonly<Record<string, CountryRules>>;
}

/** A span of milliseconds. With `typical` half of the answers are faster than it and a few take far longer; without it all are alike. */
export interface Spread {
  readonly minimum: number;
  readonly maximum: number;
  readonly typical?: number;
}

export interface Latency extends Spread {
  /** Of requests that write; absent: as all others. */
  readonly writes?: Spread;
}

/** By the names of the vendor's own client library; the published contract has none. */
export type CustomFieldType =
  | 'CustomStringField'
  | 'CustomGuidField'
  | 'CustomByteField'
  | 'CustomShortField'
  | 'CustomIntField'
  | 'CustomLongField'
  | 'CustomDecimalField'
  | 'CustomDoubleField'
  | 'CustomBooleanField'
  | 'CustomDateTimeField';

/** A custom field, as `BAccount.UsrPoints` and the type that the wire calls it by. */
export interface CustomFieldOption {
  readonly path: string;
  readonly type: CustomFieldType;
}

export interface AcumaticaOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** Empty, or the instance's folder such as `/Instance`. */
  readonly instancePath: string;
  readonly tenants: readonly string[];
  readonly users: readonly UserAccount[];
  readonly branches: readonly string[];
  readonly applications: readonly ConnectedApplication[];
  /** Lifetimes of tokens in seconds. */
  readonly tokenLifetimes: { readonly access: number; readonly refresh: number };
  readonly clock: Clock;
  readonly licence: Licence;
  readonly features: Features;
  /** Versions of the endpoint Default, as 24.200.001. */
  readonly endpointVersions: readonly string[];
  /** Versions of the endpoint eCommerce. */
  readonly commerceVersions: readonly string[];
  readonly buildVersion: string;
  /**
   * Who is told the endpoints at `/entity`: everybody; only who is signed in, others getting 401, the sign-in page, or a redirection to it;
   * or nobody, as behind some proxies.
   */
  readonly discovery: 'open' | 'unauthorised' | 'signInPage' | 'redirect' | 'blocked';
  readonly numbering: { readonly customer: Numbering; readonly location: Numbering };
  readonly validation: ValidationRules;
  /** Greatest lengths by `Entity.Field`, over the built-in ones (e.g. `Customer.CustomerName`: 255). */
  readonly lengths: Readonly<Record<string, number>>;
  /** Minutes east of UTC in which time stamps are sent and read. */
  readonly timeZoneOffset: number;
  /** To check on a real tenant (acumatica.md 9.9): whether stamps are sent with their offset, or as local time without one. */
  readonly stampsCarryOffset: boolean;
  /** To check on a real tenant (9.9): whether a filter honours the offset of its literal, or compares its local time alone. */
  readonly filterHonoursOffset: boolean;
  /** The generic guest customer, created at the start when given. */
  readonly guestCustomerId: string | null;
  /** Class of a customer that names none. */
  readonly defaultClass: string;
  /** To check on a real tenant (acumatica.md 9.4): whether the edit of a location moves its customer's LastModifiedDateTime. */
  readonly customerStampMovesOnLocationEdit: boolean;
  /** To check on a real tenant (9.4): whether the edit of the main contact or its address moves it. */
  readonly customerStampMovesOnContactEdit: boolean;
  /** To check on a real tenant (9.4): whether the edit of a location's own contact or address moves the location's. */
  readonly locationStampMovesOnContactEdit: boolean;
  /** To check on a real tenant (9.4): whether the edit of an address moves that of the contact it belongs to. */
  readonly contactStampMovesOnAddressEdit: boolean;
  /** To check on a real tenant (9.4): whether a role given or taken moves that of its location. */
  readonly locationStampMovesOnRoleEdit: boolean;
  /** To check on a real tenant (7.3): the official examples fill Attributes on lists, reports say that details come back empty there. */
  readonly listsFillAttributes: boolean;
  /** The published status list says 404; integrators report 500 with the same text. To check on a real tenant. */
  readonly missingRecordStatus: 404 | 500;
  /** What happens to a sign-in beyond the seats: refused, or (as one vendor reports) the oldest session is signed out. */
  readonly seatOverflow: 'refuse' | 'signOutOldest';
  /** Custom fields by entity: `BAccount.UsrShopTier` for a text, or with its type. */
  readonly customFields: Readonly<Record<string, readonly (string | CustomFieldOption)[]>>;
  /** Milliseconds added to every answer. */
  readonly latency: Latency;
  /** Source of chance, 0 up to but not 1; a fixed one makes a run repeatable. */
  readonly random: () => number;
  /** A session unused for so long is closed. */
  readonly sessionIdleMinutes: number;
}
