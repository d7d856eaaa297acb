/** Comparing an answer with what a case expects of it. */

/**
 * What a value must look like. Objects are compared in part: a property that is not named may be anything. Lists have exactly the
 * named entries, in this order. A RegExp stands for texts that match it, a matcher for whatever it accepts.
 */
export type Shape = unknown;

export interface Matcher {
  readonly wants: string;
  /** Shapes that the matcher compares with; placeholders in them are filled like everywhere else. */
  readonly shapes: readonly Shape[];
  readonly accepts: (value: unknown, shapes: readonly Shape[]) => boolean;
}

export function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && 'accepts' in value && 'wants' in value;
}

const matcher = (wants: string, accepts: (value: unknown) => boolean): Matcher => ({
  wants,
  shapes: [],
  accepts,
});

export const anyText = matcher('a text', (value) => typeof value === 'string');
export const anyNumber = matcher('a number', (value) => typeof value === 'number');

export function between(least: number, most: number): Matcher {
  return matcher(
    `a number from ${least} to ${most}`,
    (value) => typeof value === 'number' && value >= least && value <= most,
  );
}

/** Anything but this shape. */
export function not(shape: Shape): Matcher {
  return {
    wants: 'something else',
    shapes: [shape],
    accepts: (value, [unwanted]) => compareShape(unwanted, value).length > 0,
  };
}

/** A list with at least an entry of each of these shapes, in any order. */
export function listWith(...shapes: readonly Shape[]): Matcher {
  return {
    wants: 'a list with these entries among others',
    shapes,
    accepts: (value, wanted) =>
      Array.isArray(value) &&
      wanted.every((shape) => value.some((entry) => compareShape(shape, entry).length === 0)),
  };
}

/** A list of exactly these entries, in any order. */
export function listOf(...shapes: readonly Shape[]): Matcher {
  const { accepts } = listWith(...shapes);
  return {
    wants: 'a list of these entries in any order',
    shapes,
    accepts: (value, wanted) =>
      Array.isArray(value) && value.length === wanted.length && accepts(value, wanted),
  };
}

/** What differs, one line each; nothing when the value has the shape. */
export function compareShape(shape: Shape, value: unknown, path = ''): readonly string[] {
  const differs = (wanted: string): readonly string[] => [
    `${path === '' ? 'it' : path}: expected ${wanted}, got ${describe(value)}`,
  ];
  if (isMatcher(shape)) {
    const shapes = shape.shapes.length === 0 ? '' : ` ${describe(shape.shapes)}`;
    return shape.accepts(value, shape.shapes) ? [] : differs(`${shape.wants}${shapes}`);
  }
  if (shape instanceof RegExp)
    return typeof value === 'string' && shape.test(value) ? [] : differs(String(shape));
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return differs(describe(shape));
    if (value.length !== shape.length) return differs(`${shape.length} entries: ${describe(shape)}`);
    return shape.flatMap((each, index) => compareShape(each, value[index], `${path}.${index}`));
  }
  if (typeof shape === 'object' && shape !== null) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return differs(describe(shape));
    const found = value as Readonly<Record<string, unknown>>;
    return Object.entries(shape).flatMap(([key, each]) =>
      compareShape(each, found[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return Object.is(shape, value) ? [] : differs(describe(shape));
}

const longest = 300;

function describe(value: unknown): string {
  const text = JSON.stringify(value, (_key, each: unknown) => {
    if (each instanceof RegExp) return String(each);
    return isMatcher(each) ? each.wants : each;
  });
  if (text === undefined) return 'nothing';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
