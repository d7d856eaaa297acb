/** What a numbering template would make next, asked of the ERP itself before anything is written. */
import { fillTemplate, idsFrom, templateProblem, type IdKind } from '../../shared/domain/numbering.ts';
import type { Input, NumberingPreview } from '../../shared/ipc/contract.ts';
import type { UsedIds } from '../connectors/acumatica/index.ts';

/** Ids shown. */
const shown = 5;
/** Ids asked about at once, and at most; who is further off has to set the counter higher. */
const askedAtOnce = 50;
const askedAtMost = 200;

/** `C00000012` and `C00000013` have the same form, `C-12` has another. */
function formOf(id: string): string {
  return id.replaceAll(/[^-]/g, '.');
}

const names: Readonly<Record<IdKind, string>> = { customer: 'Customers', location: 'Locations' };

/** A warning where the template's ids look different from all that exist: the key has a length, and perhaps segments (CS202000). */
function formWarning(kind: IdKind, template: string, examples: readonly string[]): string | null {
  const [example] = examples;
  const forms = new Set(examples.map(formOf));
  const id = fillTemplate(template, 0);
  if (example === undefined || forms.has(formOf(id))) return null;
  return `${names[kind]} in MYOB have ids such as ${example}; this template makes ${id}. Compare its length and parts with the segmented key (form CS202000).`;
}

/** @throws AppError of the connector. */
export async function previewNumbering(
  { kind, template, next }: Pick<Input<'numbering.preview'>, 'kind' | 'template' | 'next'>,
  usedIds: UsedIds,
  signal: AbortSignal,
): Promise<NumberingPreview> {
  const problem = templateProblem(kind, template, next);
  if (problem !== null) return { free: [], taken: [], warnings: [problem] };
  const free: string[] = [];
  const taken: string[] = [];
  for (let asked = 0; asked < askedAtMost && free.length < shown; asked += askedAtOnce) {
    const ids = idsFrom(template, next + asked, askedAtOnce);
    const found = await usedIds.taken(kind, ids, signal);
    for (const id of ids) {
      if (free.length === shown) break;
      (found.has(id) ? taken : free).push(id);
    }
    if (ids.length < askedAtOnce) break;
  }
  const form = formWarning(kind, template, await usedIds.examples(kind, signal));
  const full = `The next ${taken.length} ids are all in use. Enter a higher next number.`;
  return { free, taken, warnings: [...(free.length === 0 ? [full] : []), ...(form === null ? [] : [form])] };
}
