import { systemClock } from './clock.ts';
import type { AcumaticaOptions, StateName } from './options.ts';

const states = (list: Readonly<Record<string, string>>): readonly StateName[] =>
  Object.entries(list).map(([id, name]) => ({ id, name }));

/** ISO 3166-2 states of Australia. */
export const australianStates = states({
  ACT: 'Australian Capital Territory',
  NSW: 'New South Wales',
  NT: 'Northern Territory',
  QLD: 'Queensland',
  SA: 'South Australia',
  TAS: 'Tasmania',
  VIC: 'Victoria',
  WA: 'Western Australia',
});

/** ISO 3166-2 regions of New Zealand. */
export const newZealandRegions = states({
  AUK: 'Auckland',
  BOP: 'Bay of Plenty',
  CAN: 'Canterbury',
  CIT: 'Chatham Islands',
  GIS: 'Gisborne',
  HKB: "Hawke's Bay",
  MBH: 'Marlborough',
  MWT: 'Manawatu-Whanganui',
  NSN: 'Nelson',
  NTL: 'Northland',
  OTA: 'Otago',
  STL: 'Southland',
  TAS: 'Tasman',
  TKI: 'Taranaki',
  WGN: 'Wellington',
  WKO: 'Waikato',
  WTC: 'West Coast',
});

/** An Australian company in Brisbane (no daylight saving) with every feature on and a licence far above what one client needs. */
export const defaultOptions: AcumaticaOptions = {
  port: 0,
  instancePath: '',
  tenants: ['Demo'],
  users: [{ name: 'accord', password: 'accord-demo' }],
  branches: ['MAIN', 'NZ'],
  applications: [
    {
      clientId: '5F0A3C1E-0000-4000-8000-0000000ACC0D',
      secret: null,
      redirectUris: ['http://localhost:53682/callback', 'http://127.0.0.1:53682/callback'],
    },
  ],
  tokenLifetimes: { access: 3600, refresh: 30 * 24 * 3600 },
  clock: systemClock,
  licence: { apiUsers: 4, concurrent: 6, requestsPerMinute: 600 },
  features: { b2b: true, shopifyConnector: true, businessAccountLocations: true },
  endpointVersions: ['20.200.001', '22.200.001', '23.200.001', '24.200.001', '25.200.001'],
  commerceVersions: ['22.200.001', '23.200.001', '24.200.001'],
  buildVersion: '25.201.0213',
  discovery: 'open',
  numbering: {
    customer: { mode: 'auto', prefix: 'C', digits: 8, manualAllowed: true, keyLength: 10 },
    location: { mode: 'auto', prefix: 'L', digits: 6, manualAllowed: true, keyLength: 10 },
  },
  validation: {
    countryCheck: 'id',
    countries: {
      AU: { states: australianStates, stateCheck: 'none' },
      NZ: { states: newZealandRegions, stateCheck: 'none' },
    },
  },
  lengths: {},
  timeZoneOffset: 600,
  stampsCarryOffset: true,
  filterHonoursOffset: true,
  guestCustomerId: null,
  defaultClass: 'ECCUSTOMER',
  customerStampMovesOnLocationEdit: false,
  customerStampMovesOnContactEdit: true,
  locationStampMovesOnContactEdit: true,
  contactStampMovesOnAddressEdit: true,
  locationStampMovesOnRoleEdit: false,
  missingRecordStatus: 404,
  seatOverflow: 'refuse',
  customFields: {},
  listsFillAttributes: true,
  latency: { minimum: 0, maximum: 0 },
  random: Math.random,
  sessionIdleMinutes: 20,
};
