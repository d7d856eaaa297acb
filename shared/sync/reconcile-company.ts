/** Reconciles what a business customer is itself: its name and its terms. Its locations and contacts are reconciled beside it. */
import { otherSide, type Side } from '../domain/party.ts';
import { encodeExternalId, maximumExternalIdLength } from '../mapping/external-id.ts';
import { note, systemNames } from '../mapping/note.ts';
import { validateAccountName } from '../mapping/validate.ts';
import { writtenValue } from '../mapping/written-value.ts';
import { wrongTaxIds } from './match-marks.ts';
import type { FieldChange, Note } from './plan.ts';
import type { CustomerInput, CustomerOutcome } from './reconcile-customer.ts';
import { isBlank, judge, rulesOf, targetOf } from './reconcile-field.ts';
import { reconcileTerms, type TermsOutcome } from './reconcile-terms.ts';

export interface CompanyOutcome extends CustomerOutcome, Pick<TermsOutcome, 'siteNotes'> {}

/** Both records present: three-way. One record: name and terms are written to the other side. */
export function reconcileCompany(input: CustomerInput): CompanyOutcome {
  const { erp, shopify } = input;
  const name = judgeName(input);
  const terms = reconcileTerms(input);
  const external = externalIdNotes(input);
  const unnamed = unnamedNotes(input);
  const fields = [name.change, terms.change].filter((change) => change !== null);
  return {
    fields,
    notes: [...external, ...unnamed, ...missingNotes(input), ...taxIdNotes(input)],
    // Without a name or an external ID of its own a company cannot be made; one that is there goes on without the ID.
    invalid: name.invalid || unnamed.length > 0 || (shopify === null && erp !== null && external.length > 0),
    siteNotes: terms.siteNotes,
  };
}

/** A rule of the mapping made nothing of the name, and neither system keeps a company without one. */
function unnamedNotes({ erp, shopify }: CustomerInput): readonly Note[] {
  return [erp, shopify].flatMap((party) =>
    party?.asRead !== undefined && isBlank(party.accountName) && !isBlank(party.asRead.accountName)
      ? [
          note('companyNameNotMade', {
            system: systemNames[otherSide(party.side)],
            source: systemNames[party.side],
          }),
        ]
      : [],
  );
}

function judgeName(input: CustomerInput): { readonly change: FieldChange | null; readonly invalid: boolean } {
  const { erp, shopify, link, settings } = input;
  const raw = { erp: erp?.accountName ?? null, shopify: shopify?.accountName ?? null };
  const base = link?.agreed.accountName ?? null;
  const judgement = judge({
    field: 'accountName',
    base,
    raw,
    meaning: raw,
    countries: { erp: null, shopify: null },
    required: true,
    rules: rulesOf(settings),
  });
  if (judgement.agreed) return { change: null, invalid: false };
  const { action, requiredMissing } = judgement;
  const target = targetOf(action);
  const value = target === 'erp' ? raw.shopify : raw.erp;
  const result = target === null ? null : writtenValue('accountName', value, target, null);
  const refusals = target === null ? [] : validateAccountName(result, target);
  const notes = [...(erp === null || shopify === null ? [] : judgement.notes), ...refusals];
  const change: FieldChange = { field: 'accountName', base, ...raw, action, result, notes };
  return { change, invalid: requiredMissing || refusals.length > 0 };
}

/** Why a record cannot carry this id in Shopify: too long, or another one's already. */
export function externalIdRefusals(
  of: 'company' | 'location',
  id: string,
  exceptKey: string | null,
  context: CustomerInput['context'],
): readonly Note[] {
  const externalId = encodeExternalId(id);
  if (externalId.length > maximumExternalIdLength) {
    const length = String(externalId.length);
    return [note('externalIdTooLong', { id, length, maximum: String(maximumExternalIdLength) })];
  }
  const owner = context.companies?.externalIdOwner(of, id, exceptKey) ?? null;
  return owner === null ? [] : [note('externalIdTaken', { id, other: `${owner.name} (${owner.number})` })];
}

/** Of a company that has no id of the ERP yet. One that somebody else gave it stays. */
function externalIdNotes({ erp, shopify, context, settings }: CustomerInput): readonly Note[] {
  const isGiven = shopify === null || shopify.externalReference === null;
  if (erp === null || !isGiven || settings.direction === 'import') return [];
  return externalIdRefusals('company', erp.number, shopify?.key ?? null, context);
}

/** R22: what a new company goes without. */
function missingNotes({ erp, shopify }: CustomerInput): readonly Note[] {
  const only = erp ?? shopify;
  if (only === null || (erp !== null && shopify !== null)) return [];
  const system = systemNames[only.side];
  const notes: Note[] = [];
  if (!only.locations.some(({ active }) => active)) notes.push(note('companyWithoutLocation', { system }));
  const contacts = only.business?.contacts ?? [];
  if (!contacts.some(({ active }) => active)) notes.push(note('companyWithoutContact', { system }));
  return notes;
}

/** A business number with a wrong digit stays what it is, and finds no partner. */
function taxIdNotes({ erp, shopify, settings }: CustomerInput): readonly Note[] {
  const systems = new Map<string, Set<Side>>();
  for (const party of [erp, shopify]) {
    for (const { taxId } of party === null ? [] : wrongTaxIds(party, settings.homeCountry)) {
      const known = systems.get(taxId);
      if (known === undefined) systems.set(taxId, new Set(party === null ? [] : [party.side]));
      else if (party !== null) known.add(party.side);
    }
  }
  return [...systems].map(([taxId, sides]) =>
    note('taxIdNotValid', {
      number: taxId,
      system: [...sides].map((side) => systemNames[side]).join(' and '),
    }),
  );
}
