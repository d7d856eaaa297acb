/** The row of records that only a person can tell apart (L9, R7, R11): who asks, who the candidates are, and why. */
import { otherSide, summarise, type Entity, type Party, type Side } from '../domain/party.ts';
import { note, systemNames } from '../mapping/note.ts';
import type { AmbiguityReason, AmbiguousGroup, BrokenLink } from './match.ts';
import type { Candidate, Evidence, Note } from './plan.ts';
import type { PlannedRow } from './reconcile-types.ts';

const rules: Readonly<Record<Exclude<AmbiguityReason, 'kind'>, Evidence['rule']>> = {
  reference: 'externalReference',
  email: 'email',
  phone: 'phone',
  taxId: 'taxId',
  nameAndPostcode: 'nameAndPostcode',
};

/** Two kinds of customers meet by an e-mail, or because one system names the other's record. */
function ruleOf({ reason, value }: AmbiguousGroup): Evidence['rule'] {
  if (reason === 'kind') return value.includes('@') ? 'email' : 'externalReference';
  return rules[reason];
}

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
    case 'taxId':
      return note('ambiguousTaxId', { number: value });
    case 'nameAndPostcode':
      return note('ambiguousNamesake', { name: value });
    case 'kind': {
      const isPerson = (party: Party): boolean => party.kind === 'individual';
      const person = erp.some(isPerson) ? 'erp' : 'shopify';
      return note('personOrCompany', {
        value,
        system: systemNames[person],
        other: systemNames[otherSide(person)],
      });
    }
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

/** What a record holds of the value that the group shares, as it is stored; undefined where that is no text of its own. */
function heldText(party: Party, reason: AmbiguityReason): Party['externalReference'] | undefined {
  switch (reason) {
    case 'email':
    case 'phone':
      return party.values[reason];
    case 'reference':
      return party.side === 'erp' ? party.externalReference : party.number;
    case 'taxId':
    case 'nameAndPostcode':
    case 'kind':
      return undefined;
  }
}

function evidenceOf(group: AmbiguousGroup, anchor: Party | null, party: Party): Evidence {
  const { reason, value } = group;
  const evidence: Evidence = { rule: ruleOf(group), value };
  if (anchor === null || anchor.side === party.side) return evidence;
  const texts = [heldText(anchor, reason), heldText(party, reason)] as const;
  if (texts[0] === undefined || texts[1] === undefined) return evidence;
  const [erp, shopify] = anchor.side === 'erp' ? texts : texts.toReversed();
  return { ...evidence, compared: { erp: erp ?? null, shopify: shopify ?? null } };
}

export function entityOf(party: Pick<Party, 'kind'> | undefined): Entity {
  return party?.kind === 'company' ? 'company' : 'customer';
}

interface Question {
  readonly anchor: Party | null;
  readonly candidates: readonly { readonly party: Party; readonly evidence: Evidence }[];
  readonly linkId: string | null;
  readonly evidence: readonly Evidence[];
  readonly note: Note;
}

function questionRow({ anchor, candidates, linkId, evidence, note: reason }: Question): PlannedRow {
  const of = (side: Side): Party | null => (anchor?.side === side ? anchor : null);
  const [erp, shopify] = [of('erp'), of('shopify')];
  return {
    row: {
      entity: entityOf(anchor ?? candidates[0]?.party),
      verb: 'ambiguous',
      target: 'none',
      erp: erp === null ? null : summarise(erp),
      shopify: shopify === null ? null : summarise(shopify),
      linkId,
      fields: [],
      locations: [],
      defaultChange: null,
      evidence,
      candidates: candidates.map(({ party, evidence: why }): Candidate => ({
        side: party.side,
        summary: summarise(party),
        evidence: [why],
      })),
      notes: [reason],
      newNumber: null,
    },
    records: { erp, shopify, candidates: candidates.map(({ party }) => party) },
    agreedRefresh: null,
  };
}

/** Every record of the group is in the row exactly once: the anchor as its record, all others as candidates. */
export function ambiguousRow(group: AmbiguousGroup): PlannedRow {
  const anchor = anchorOf(group);
  const candidates = [...group.erp, ...group.shopify].filter((party) => party !== anchor);
  return questionRow({
    anchor,
    candidates: candidates.map((party) => ({ party, evidence: evidenceOf(group, anchor, party) })),
    linkId: null,
    evidence: [{ rule: ruleOf(group), value: group.value }],
    note: explain(group),
  });
}

const fieldNames: Readonly<Partial<Record<Evidence['rule'], string>>> = {
  phone: 'phone',
  taxId: 'business number',
  nameAndPostcode: 'name and postcode',
};

/** A linked record whose partner is gone, and who may be the partner now. Null where nobody was found. */
export function replacedPartnerRow({ erp, shopify, link, evidence, heirs }: BrokenLink): PlannedRow | null {
  const survivor = erp ?? shopify;
  const [heir] = heirs;
  if (survivor === null || heir === undefined) return null;
  const { name, number } = summarise(heir.party);
  const system = systemNames[otherSide(survivor.side)];
  const field = fieldNames[heir.evidence.rule] ?? 'e-mail';
  return questionRow({
    anchor: survivor,
    candidates: heirs,
    linkId: link.id,
    evidence,
    note: note('partnerReplaced', { system, name, number, field }),
  });
}

/** What is said of a partner that is gone where its e-mail is with somebody who has a partner already. */
export function holderNote({ erp, holder }: BrokenLink): Note | null {
  if (holder === null) return null;
  const system = systemNames[erp === null ? 'erp' : 'shopify'];
  const { name, number } = summarise(holder.party);
  if (holder.partner === null) return note('emailHeld', { system, name, number });
  return note('emailHeldByPartner', { system, name, number, other: holder.partner.number });
}
