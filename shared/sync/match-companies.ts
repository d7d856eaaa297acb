/**
 * Which business customers of the two systems are the same. As for persons (`match.ts`): what a person chose, stored links, what the
 * records say of each other, then what only they have: a business number, and the name with a postcode. Companies are matched
 * with companies only.
 */
import { companyGid, parseExternalReference } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import { isApart } from './match-buckets.ts';
import { heirsByMark } from './match-broken.ts';
import { nameMarks, taxMarks, type Marks } from './match-marks.ts';
import { Matcher } from './match.ts';
import { tiedRecords, type Tie } from './match-ties.ts';
import type { AmbiguityReason, MatchInput, MatchResult } from './match-types.ts';

/** Two that stand alone are a pair. Records that are tied to more than one are a question, all of them together (L9). */
function settle(matcher: Matcher, reason: AmbiguityReason, ties: readonly Tie[]): void {
  const possible = ties.filter(({ erp, shopify }) => !isApart(matcher.apart, erp, shopify));
  for (const part of tiedRecords(possible)) {
    const [erp, another] = part.erp;
    const [shopify, further] = part.shopify;
    const [evidence] = part.evidence;
    if (erp === undefined || shopify === undefined) continue;
    if (another === undefined && further === undefined) matcher.pair(erp, shopify, null, evidence);
    else matcher.group(reason, evidence.value, part);
  }
}

/** The ERP's `<company id> - <store>`, and the ERP's CustomerID that a Shopify company carries. */
function byReferences(matcher: Matcher): void {
  const ties: Tie[] = [];
  for (const erp of matcher.free('erp')) {
    const id = parseExternalReference(erp.externalReference);
    const shopify = id === null ? null : matcher.find('shopify', companyGid(id));
    if (id === null || shopify === null) continue;
    const compared = { erp: erp.externalReference, shopify: shopify.number };
    const value = erp.externalReference ?? id;
    ties.push({ erp, shopify, evidence: { rule: 'externalReference', value, compared } });
  }
  const byNumber = Map.groupBy(matcher.free('erp'), ({ number }) => number);
  for (const shopify of matcher.free('shopify')) {
    const number = shopify.externalReference;
    for (const erp of number === null ? [] : (byNumber.get(number) ?? [])) {
      const compared = { erp: erp.number, shopify: number };
      ties.push({ erp, shopify, evidence: { rule: 'externalReference', value: erp.number, compared } });
    }
  }
  settle(matcher, 'reference', ties);
}

function tiesByMark(
  matcher: Matcher,
  rule: 'taxId' | 'nameAndPostcode',
  marksOf: (party: Party) => Marks,
): readonly Tie[] {
  const holders = new Map<string, { readonly shopify: Party; readonly text: string }[]>();
  for (const shopify of matcher.free('shopify')) {
    for (const [value, text] of marksOf(shopify)) {
      const known = holders.get(value);
      if (known === undefined) holders.set(value, [{ shopify, text }]);
      else known.push({ shopify, text });
    }
  }
  return matcher.free('erp').flatMap((erp) =>
    [...marksOf(erp)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([value, own]) =>
        (holders.get(value) ?? []).map(({ shopify, text }) => ({
          erp,
          shopify,
          evidence: { rule, value, compared: { erp: own, shopify: text } },
        })),
      ),
  );
}

/** Two that have business numbers and none in common are two businesses, whatever their names. */
function areTwoBusinesses({ erp, shopify }: Tie, homeCountry: string): boolean {
  const ours = taxMarks(erp, homeCountry);
  const theirs = taxMarks(shopify, homeCountry);
  return ours.size > 0 && theirs.size > 0 && [...ours.keys()].every((value) => !theirs.has(value));
}

/** Nearly linear in the number of records. As `matchParties` otherwise. */
export function matchCompanies(input: MatchInput): MatchResult {
  const { homeCountry, complete = { erp: true, shopify: true } } = input;
  const matcher = new Matcher(input);
  const numbers = (party: Party): Marks => taxMarks(party, homeCountry);
  matcher.byHand(input.manual ?? [], input.links);
  matcher.byLink(input.links);
  const guests = matcher.setAside('erp', (party) => party.isGuest);
  byReferences(matcher);
  heirsByMark(matcher, complete, 'taxId', numbers);
  settle(matcher, 'taxId', tiesByMark(matcher, 'taxId', numbers));
  heirsByMark(matcher, complete, 'nameAndPostcode', nameMarks);
  const named = tiesByMark(matcher, 'nameAndPostcode', nameMarks);
  settle(
    matcher,
    'nameAndPostcode',
    named.filter((tie) => !areTwoBusinesses(tie, homeCountry)),
  );
  return matcher.result(input, complete, guests);
}
