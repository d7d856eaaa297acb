/** Points of the bucket and points restored in a second. `off`: cost is reported, nothing is ever refused for it. */
export type Limits =
  | 'standard'
  | 'advanced'
  | 'plus'
  | 'enterprise'
  | 'off'
  | { readonly bucket: number; readonly restoreRate: number };

export interface ShopOptions {
  readonly name: string;
  /** `something.myshopify.com`. */
  readonly myshopifyDomain: string;
  readonly email: string;
  readonly currencyCode: string;
  readonly countryCode: string;
  readonly ianaTimezone: string;
  readonly taxesIncluded: boolean;
  /** Name of the plan as Shopify shows it: Basic, Grow, Advanced, Plus. */
  readonly planName: string;
  /** Whether B2B is switched on in the shop when it starts; afterwards the switch of this name says it. */
  readonly b2b: boolean;
}

export interface AccessToken {
  readonly token: string;
  readonly scopes: readonly string[];
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** An app that signs in by authorization code, with the redirect URIs it has registered. */
export interface AuthorizationApp extends ClientCredentials {
  readonly redirectUris: readonly string[];
}

/** What can be switched while the simulator runs. Entries marked "to check" stand for an open fact about real shops. */
export interface Switches {
  readonly limits: Limits;
  /** Points a second that another client of the same app draws from the bucket. */
  readonly competingPointsPerSecond: number;
  /** Whether business customers can be reached at all. */
  readonly b2b: boolean;
  /** Name, e-mail, phone and address: as they are, null, or the access refused as for an app without Level 2. */
  readonly protectedData: 'full' | 'redacted' | 'denied';
  /** For so long after a change, `query:` still answers from the state before it. */
  readonly searchLagMilliseconds: number;
  /** Added to every answer, in real time. */
  readonly latencyMilliseconds: number;
  /** To check: an added, changed or deleted address moves the customer's updatedAt. */
  readonly addressEditsMoveUpdatedAt: boolean;
  /** To check: a written metafield moves the customer's updatedAt. */
  readonly metafieldEditsMoveUpdatedAt: boolean;
  /** To check: an edit of a company location moves its company's updatedAt. */
  readonly locationEditsMoveCompanyUpdatedAt: boolean;
  /** To check: a customer may be a contact of more than one company. Help says it may not. */
  readonly customerInSeveralCompanies: boolean;
  /** A bulk operation stays CREATED for so long, and is RUNNING for at least as long again. Time of the shop. */
  readonly bulkTickMilliseconds: number;
  /** How client credentials are answered. */
  readonly signIn: 'granted' | 'shop_not_permitted' | 'app_not_installed';
}

export interface ShopifySimulatorOptions {
  /** 0, the default, picks a free port. */
  readonly port?: number;
  readonly shop?: Partial<ShopOptions>;
  /** Tokens that work from the start; default one with both customer scopes, see `defaultAccessToken`. */
  readonly accessTokens?: readonly AccessToken[];
  readonly clientCredentials?: ClientCredentials;
  readonly authorizationApp?: AuthorizationApp;
  /** Time of the shop: stamps, token expiry, search lag and, unless `bucketClock` says otherwise, the bucket. */
  readonly clock?: () => Date;
  readonly bucketClock?: 'shop' | 'real';
  readonly limits?: Limits;
  readonly switches?: Partial<Switches>;
}

export const customerScopes: readonly string[] = ['read_customers', 'write_customers'];

/** An invented token in the form of an admin-created app's. */
export const defaultAccessToken = 'shpat_0123456789abcdef0123456789abcdef';

export const defaultShop: ShopOptions = {
  name: 'Wattle & Fern',
  myshopifyDomain: 'wattle-and-fern.myshopify.com',
  email: 'hello@example.com.au',
  currencyCode: 'AUD',
  countryCode: 'AU',
  ianaTimezone: 'Australia/Sydney',
  taxesIncluded: true,
  planName: 'Grow',
  b2b: true,
};

export const defaultSwitches: Switches = {
  limits: 'standard',
  competingPointsPerSecond: 0,
  b2b: true,
  protectedData: 'full',
  searchLagMilliseconds: 0,
  latencyMilliseconds: 0,
  addressEditsMoveUpdatedAt: true,
  metafieldEditsMoveUpdatedAt: true,
  locationEditsMoveCompanyUpdatedAt: false,
  customerInSeveralCompanies: false,
  bulkTickMilliseconds: 500,
  signIn: 'granted',
};
