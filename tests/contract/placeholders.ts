/** `{{name}}` in the texts of a case, and the values that stand for it. */
import { isMatcher } from './shape.ts';

export type ReadName = (name: string) => unknown;

/**
 * The value with every placeholder in its texts filled. A text that is nothing but a placeholder becomes the named value itself.
 * @throws when `read` does, for a name that nothing was saved under.
 */
export function fill(value: unknown, read: ReadName): unknown {
  if (typeof value === 'string') return fillText(value, read);
  if (value instanceof RegExp) return value;
  if (isMatcher(value)) return { ...value, shapes: value.shapes.map((shape) => fill(shape, read)) };
  if (Array.isArray(value)) return value.map((each) => fill(each, read));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, read)]));
}

function fillText(text: string, read: ReadName): unknown {
  const [, whole] = /^\{\{([\w.]+)\}\}$/.exec(text) ?? [];
  if (whole !== undefined) return read(whole);
  return text.replaceAll(/\{\{([\w.]+)\}\}/g, (_match, name: string) => String(read(name)));
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * The value at a dotted path; undefined where it ends early. An empty path is the value itself. A step `name=key` finds the entry of a
 * list whose `name` is `key`.
 */
export function valueAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path.split('.').reduce<unknown>((found, step) => {
    if (typeof found !== 'object' || found === null) return undefined;
    const [property = '', wanted] = step.split('=');
    return Array.isArray(found) && wanted !== undefined
      ? (found as readonly Properties[]).find((entry) => entry[property] === wanted)
      : (found as Properties)[step];
  }, value);
}
