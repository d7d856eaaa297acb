/** The row of records that only a person can tell apart (L9, R7, R11): who asks, who the candidates are, and why. */
import { summarise, type Party } from '../domain/party.ts';
import { note, systemNames } from '../mapping/note.ts';
import type { AmbiguityReason, AmbiguousGroup } from './match.ts';
import type { Evidence, Note } from './plan.ts';
import type { PlannedRow } from './reconcile-types.ts';

const rules: Readonly<Record<AmbiguityReason, Evidence['rule']>> = {
  reference: 'externalReference',
  email: 'email',
  phone: 'phone',
};

function explain({ reason, value, erp, shopify }: AmbiguousGroup): Note {
  switch (reason) {
    case 'reference':
      return note('ambiguousReference');
    case 'email': {
      if (erp.length > 0 && shopify.length > 0) return note('ambiguousEmail', { email: value });
      const system = systemNames[erp.length > 0 ? 'erp' : 'shopify'];
      return note('duplicateOnSource', {
        count: String(erp.length + shopify.length),
        system,
        email: value,
      });
    }
    case 'phone':
      return erp.length === 1 && shopify.length === 1
        ? note('ambiguousPhone', { phone: value })
        : note('ambiguousPhones', { phone: value });
  }
}

/**
 * The record that the question is about: the only one of its side, Shopify's before the ERP's. None where all are of one
 * side: the question is then which of them goes on.
 */
export function anchorOf({ erp, shopify }: AmbiguousGroup): Party | null {
  if (erp.length === 0 || shopify.length === 0) return null;
  if (erp.length === 1 && shopify.length > 1) return erp[0] ?? null;
  return shopify[0] ?? null;
}

/** Every record of the group is in the row exactly once: the anchor as its record, all others as candidates. */
export function ambiguousRow(group: AmbiguousGroup): PlannedRow {
  const anchor = anchorOf(group);
  const candidates = [...group.erp, ...group.shopify].filter((party) => party !== anchor);
  const evidence: readonly Evidence[] = [{ rule: rules[group.reason], value: group.value }];
  const summary = anchor === null ? null : summarise(anchor);
  return {
    row: {
      entity: 'customer',
      verb: 'ambiguous',
      target: 'none',
      erp: anchor?.side === 'erp' ? summary : null,
      shopify: anchor?.side === 'shopify' ? summary : null,
      linkId: null,
      fields: [],
      locations: [],
      defaultChange: null,
      evidence,
      candidates: candidates.map((party) => ({ side: party.side, summary: summarise(party), evidence })),
      notes: [explain(group)],
      newNumber: null,
    },
    records: {
      erp: anchor?.side === 'erp' ? anchor : null,
      shopify: anchor?.side === 'shopify' ? anchor : null,
      candidates,
    },
    agreedRefresh: null,
  };
}
