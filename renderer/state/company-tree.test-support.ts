/** Rows of business customers as a preview has them, for the page's own tests: no core, no systems. */
import type { PartySummary } from '../../shared/domain/party.ts';
import type {
  ContactChange,
  FieldChange,
  LocationChange,
  PlanRow,
  RoleJudgement,
} from '../../shared/sync/plan.ts';

export const harbourFoods: PartySummary = {
  key: 'guid-b1',
  number: 'B00001',
  name: 'Harbour Foods',
  email: null,
  phone: null,
  locationCount: 1,
  country: 'AU',
  status: 'active',
};

export function fieldOf(change: Partial<FieldChange> & Pick<FieldChange, 'field' | 'action'>): FieldChange {
  return { base: null, erp: null, shopify: null, result: null, notes: [], ...change };
}

export function siteOf(number: number, change: Partial<LocationChange> = {}): LocationChange {
  const snapshot = { label: `Site ${number}`, isDefault: number === 1, active: true, inherits: false };
  return {
    id: `site-${number}`,
    verb: 'equal',
    target: 'none',
    erp: { ...snapshot, key: number === 1 ? 'MAIN' : `L${number}` },
    shopify: { ...snapshot, key: `gid://shopify/CompanyLocation/${number}` },
    fields: [],
    proposed: false,
    newKey: null,
    notes: [],
    ...change,
  };
}

export function buyerOf(number: number, change: Partial<ContactChange> = {}): ContactChange {
  const snapshot = {
    name: `Buyer ${number}`,
    email: `b${number}@example.com`,
    isMain: number === 1,
    active: true,
  };
  return {
    id: `buyer-${number}`,
    verb: 'equal',
    target: 'none',
    erp: { ...snapshot, key: `guid-c${number}` },
    shopify: { ...snapshot, key: `gid://shopify/CompanyContact/${number}` },
    fields: [],
    roles: [],
    proposed: false,
    personKey: null,
    notes: [],
    ...change,
  };
}

export function roleOf(change: Partial<RoleJudgement> & Pick<RoleJudgement, 'action'>): RoleJudgement {
  return { locationId: 'site-1', base: null, erp: null, shopify: null, result: null, notes: [], ...change };
}

export function companyRowOf(change: Partial<PlanRow> = {}): PlanRow {
  return {
    id: 'row-b1',
    entity: 'company',
    verb: 'update',
    target: 'erp',
    erp: harbourFoods,
    shopify: { ...harbourFoods, key: 'gid://shopify/Company/1', number: '1' },
    linkId: 'link-b1',
    fields: [],
    locations: [],
    defaultChange: null,
    contacts: [],
    evidence: [],
    candidates: [],
    notes: [],
    newNumber: null,
    beforeHash: { erp: 'a', shopify: 'b' },
    cost: { erpRequests: 0, shopifyPoints: 0 },
    decision: null,
    ...change,
  };
}
