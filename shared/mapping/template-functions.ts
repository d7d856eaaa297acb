/** The functions of the template language: what each takes, and what it makes of texts. */

/** Turns a value of a named substitution list into its counterpart. @throws nothing: a list that is missing was refused before. */
export type Lookup = (value: string, list: string) => string;

interface TemplateFunction {
  readonly usage: string;
  readonly says: string;
  readonly least: number;
  readonly most: number;
  readonly apply: (operands: readonly string[], lookup: Lookup) => string;
}

const many = 20;

/** Each word with a capital; the rest of a word stays as it is where it has capitals of its own, as in McDonald. */
function capitalise(text: string): string {
  return text.replaceAll(/[\p{L}\p{M}\p{N}'\u2019]+/gu, (word) => {
    const isShouted = word === word.toUpperCase() && word.length > 1;
    const rest = isShouted ? word.slice(1).toLowerCase() : word.slice(1);
    return (word[0] ?? '').toUpperCase() + rest;
  });
}

const isFilled = (text: string): boolean => text.trim() !== '';

const functions = {
  upper: {
    usage: '{upper(lastName)}',
    says: 'In capitals.',
    least: 1,
    most: 1,
    apply: ([text = '']) => text.toUpperCase(),
  },
  lower: {
    usage: '{lower(email)}',
    says: 'In small letters.',
    least: 1,
    most: 1,
    apply: ([text = '']) => text.toLowerCase(),
  },
  capitalise: {
    usage: '{capitalise(lastName)}',
    says: 'Each word with a capital: SMITH and smith become Smith.',
    least: 1,
    most: 1,
    apply: ([text = '']) => capitalise(text),
  },
  trim: {
    usage: '{trim(address.company)}',
    says: 'Without blanks at both ends, and with single ones between words.',
    least: 1,
    most: 1,
    apply: ([text = '']) => text.replaceAll(/\s+/gu, ' ').trim(),
  },
  firstOf: {
    usage: '{firstOf(address.company, lastName, "Unknown")}',
    says: 'The first that is not empty.',
    least: 2,
    most: many,
    apply: (texts) => texts.find(isFilled) ?? '',
  },
  join: {
    usage: '{join(", ", lastName, firstName)}',
    says: 'What is not empty, with the first text between.',
    least: 2,
    most: many,
    apply: ([separator = '', ...texts]) => texts.filter(isFilled).join(separator),
  },
  replace: {
    usage: '{replace(phone, " ", "")}',
    says: 'With every occurrence of the second text replaced by the third.',
    least: 3,
    most: 3,
    apply: ([text = '', from = '', to = '']) => (from === '' ? text : text.replaceAll(from, () => to)),
  },
  lookup: {
    usage: '{lookup(customerClass, "Classes and tags")}',
    says: 'The counterpart of a value in a substitution list; of several values, the first that has one.',
    least: 2,
    most: 2,
    apply: ([value = '', list = ''], lookup) => (isFilled(value) ? lookup(value, list) : ''),
  },
} as const satisfies Readonly<Record<string, TemplateFunction>>;

export type TemplateFunctionName = keyof typeof functions;

/** By name, in the order in which they are explained. */
export const templateFunctions: Readonly<Record<TemplateFunctionName, TemplateFunction>> = functions;
