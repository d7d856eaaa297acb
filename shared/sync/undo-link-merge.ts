/** What a link holds of one thing after an undo: as before the run, unless it stays or moved on since. */
import type { FieldName } from '../domain/party.ts';
import { canonicalJson } from './hashes.ts';
import type { AgreedValue } from './plan.ts';

export function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}

type Agreed<Field extends string> = Readonly<Partial<Record<Field, AgreedValue>>>;

/** Field by field: as before the run, unless the run's value stays or something else was agreed since. */
export function mergedAgreed<Field extends FieldName>(
  fields: readonly Field[],
  { was, after, now }: Readonly<Record<'was' | 'after' | 'now', { readonly agreed: Agreed<Field> }>>,
  stays: (field: Field) => boolean,
): Agreed<Field> {
  const agreed: Partial<Record<Field, AgreedValue>> = {};
  for (const field of fields) {
    const isAsLeft = isSame(now.agreed[field], after.agreed[field]);
    const value = isAsLeft && !stays(field) ? was.agreed[field] : now.agreed[field];
    if (value !== undefined) agreed[field] = value;
  }
  return agreed;
}

/** A link of two locations or two contacts; a key is empty where a person gave the other one no partner. */
interface PartLink {
  readonly erpKey: string;
  readonly shopifyKey: string;
}

/** A part's link goes on under a new partner where one of the two was made again, or was tied to another one by hand. */
export function goesOn(one: PartLink, other: PartLink): boolean {
  return (
    (one.erpKey !== '' && one.erpKey === other.erpKey) ||
    (one.shopifyKey !== '' && one.shopifyKey === other.shopifyKey)
  );
}

/** The links that a link of after the run goes on from: itself, or all whose parts it holds. */
export function linksBefore<L extends PartLink>(held: PartLink, known: readonly L[]): readonly L[] {
  const own = known.find((each) => each.erpKey === held.erpKey && each.shopifyKey === held.shopifyKey);
  return own === undefined ? known.filter((each) => goesOn(each, held)) : [own];
}

/** What comes back comes once, however many took its place, and never beside a link that stays and holds one of its two. */
export function withoutDoubles<L extends PartLink>(
  links: readonly { readonly link: L; readonly stays: boolean }[],
): readonly L[] {
  const staying = links.filter(({ stays }) => stays).map(({ link }) => link);
  const back: L[] = [];
  return links.flatMap(({ link, stays }) => {
    if (stays) return [link];
    if ([...staying, ...back].some((each) => goesOn(each, link))) return [];
    back.push(link);
    return [link];
  });
}
