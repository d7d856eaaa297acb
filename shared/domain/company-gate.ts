/**
 * May business customers be synchronised? Three things have to be switched on: two features of the ERP, and business customers in the
 * store. The name of a plan proves nothing (shopify.md 4): each is seen, or a person says it.
 */
import { erpFeatureTitles, knownFeatures, type ErpFeature, type FeatureState } from './erp-features.ts';
import type { Profile } from './settings.ts';

export const gateRequirements = ['shopifyConnector', 'businessToBusiness', 'storeBusiness'] as const;
export type GateRequirement = (typeof gateRequirements)[number];

/** What the systems' own screens call them. */
export const gateTitles: Readonly<Record<GateRequirement, string>> = {
  ...erpFeatureTitles,
  storeBusiness: 'Companies (B2B)',
};

/** Where each is switched on. */
const switchedOnAt: Readonly<Record<GateRequirement, string>> = {
  shopifyConnector: `Switch on "${erpFeatureTitles.shopifyConnector}" in MYOB Acumatica, on the form Enable/Disable Features (CS100000).`,
  businessToBusiness: `Switch on "${erpFeatureTitles.businessToBusiness}" in MYOB Acumatica, on the form Enable/Disable Features (CS100000); from 2026 R1 it is called "Shopify ${erpFeatureTitles.businessToBusiness}".`,
  storeBusiness:
    'Add the first company in the Shopify admin, under Customers > Companies. The page is missing where the store\u2019s plan has no B2B, and B2B needs the present customer accounts (Settings > Customer accounts).',
};

const askedAt: Readonly<Record<GateRequirement, string>> = {
  shopifyConnector:
    'Check the connection to MYOB Acumatica. Where that cannot tell, look at the form Enable/Disable Features (CS100000) and say so on the Connect screen, or with "accord doctor".',
  businessToBusiness:
    'Check the connection to MYOB Acumatica. Where that cannot tell, look at the form Enable/Disable Features (CS100000) and say so on the Connect screen, or with "accord doctor".',
  storeBusiness:
    'Check the connection to Shopify. Where the store does not tell, look whether its admin has Customers > Companies and say so on the Connect screen, or with "accord doctor".',
};

export interface GateAnswer {
  readonly requirement: GateRequirement;
  readonly title: string;
  readonly state: FeatureState;
  /** Null where nobody knows. What a system shows counts more than what a person says. */
  readonly saidBy: 'system' | 'person' | null;
  /** Where to switch it on, or to look; null where it is on. */
  readonly remedy: string | null;
}

export interface CompanyGate {
  /** In the order of `gateRequirements`. */
  readonly answers: readonly GateAnswer[];
  /** `off` where one is off; else `unknown` where one is not known. */
  readonly state: FeatureState;
}

type Known = Pick<GateAnswer, 'state' | 'saidBy'>;

function answerOf(requirement: GateRequirement, { state, saidBy }: Known): GateAnswer {
  const remedies = { on: null, off: switchedOnAt[requirement], unknown: askedAt[requirement] };
  return { requirement, title: gateTitles[requirement], state, saidBy, remedy: remedies[state] };
}

/** Pure: what the last look at both systems and a person's answers come to. */
export function companyGate({ seen, erpFeatures }: Pick<Profile, 'seen' | 'erpFeatures'>): CompanyGate {
  const known = knownFeatures(seen.erpFeatures, erpFeatures);
  const ofErp = (feature: ErpFeature): Known => {
    const saidBy = seen.erpFeatures[feature] === 'unknown' ? 'person' : 'system';
    return { state: known[feature], saidBy: known[feature] === 'unknown' ? null : saidBy };
  };
  const store = seen.businessCustomers;
  const ofStore: Known =
    store === null
      ? { state: 'unknown', saidBy: null }
      : { state: store.enabled ? 'on' : 'off', saidBy: store.saidBy === 'store' ? 'system' : 'person' };
  const answers = [
    answerOf('shopifyConnector', ofErp('shopifyConnector')),
    answerOf('businessToBusiness', ofErp('businessToBusiness')),
    answerOf('storeBusiness', ofStore),
  ];
  const has = (wanted: FeatureState): boolean => answers.some(({ state }) => state === wanted);
  return { answers, state: has('off') ? 'off' : has('unknown') ? 'unknown' : 'on' };
}

/** Those of the three that keep the entity from running, each with what to do. */
export function closedBy({ answers }: CompanyGate, state: FeatureState): readonly GateAnswer[] {
  return answers.filter((answer) => answer.state === state);
}

/** Why a preview leaves business customers out, for as long as this is so. Nothing is deleted, and no link ends. */
export type CompanyPause = readonly Pick<GateAnswer, 'requirement' | 'saidBy'>[];

/** Null while nothing is known to be off: what is not known pauses nothing. */
export function pauseOf(gate: CompanyGate): CompanyPause | null {
  const off = closedBy(gate, 'off').map(({ requirement, saidBy }) => ({ requirement, saidBy }));
  return off.length === 0 ? null : off;
}

/** `"Companies (B2B)" is off. Add the first company …`, for each of them. */
export function pauseReasons(pause: CompanyPause): string {
  return pause
    .map(({ requirement, saidBy }) => {
      const source = saidBy === 'person' ? ', as you said' : '';
      return `"${gateTitles[requirement]}" is off${source}. ${switchedOnAt[requirement]}`;
    })
    .join(' ');
}

/** What a preview says while business customers are paused. */
export function pauseSentence(pause: CompanyPause): string {
  return `Business customers are paused: they were not read, and nothing about them changes. ${pauseReasons(pause)}`;
}

/** What is said where a profile with Company active is taken over from a file or as a copy: nothing was seen of its two systems yet. */
export const companyArrivesOff =
  'Company is on in these settings and arrives switched off: nobody has looked yet whether both systems have what it needs. Connect and check both, then switch Company on in the Defaults.';
