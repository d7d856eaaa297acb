/** What a template makes of a record. A template becomes one function, made once. Pure. */
import type { FieldValue, Location, Party } from '../domain/party.ts';
import type { PartyField, PartyFields, RawValue } from './party-fields.ts';
import { templateFunctions, type Lookup } from './template-functions.ts';
import type { Expression, Template } from './template.ts';

export type ReadValue<T> = (party: Party, location: Location | null) => T;

/** A value as text: several texts with commas between, yes and no in words. */
export function textOfValue(value: RawValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : value.join(', ');
}

/** As the text that is compared and written; blanks alone are no value. */
export function fieldValueOf(value: RawValue): FieldValue {
  const text = textOfValue(value);
  return text.trim() === '' ? null : text;
}

function fieldAt(key: string, fields: PartyFields): PartyField {
  const field = fields.get(key);
  if (field === undefined) throw new Error(`There is no field ${key}`);
  return field;
}

function compileExpression(expression: Expression, fields: PartyFields, lookup: Lookup): ReadValue<string> {
  switch (expression.kind) {
    case 'text': {
      const { text } = expression;
      return () => text;
    }
    case 'field': {
      const { read } = fieldAt(expression.key, fields);
      return (party, location) => textOfValue(read(party, location));
    }
    case 'call': {
      const { apply } = templateFunctions[expression.name];
      const operands = expression.operands.map((operand) => compileExpression(operand, fields, lookup));
      return (party, location) =>
        apply(
          operands.map((operand) => operand(party, location)),
          lookup,
        );
    }
  }
}

/**
 * The template as one function. Null where it comes to nothing but blanks, and where everything in braces does: `{lastName},
 * {firstName}` of nobody is not a comma.
 * @throws Error for a field that is not among `fields`; see `mappingProblems`.
 */
export function compileTemplate(
  template: Template,
  fields: PartyFields,
  lookup: Lookup,
): ReadValue<string | null> {
  const parts = template.parts.map((part) => ({
    isText: part.kind === 'text',
    read: compileExpression(part, fields, lookup),
  }));
  const isConstant = parts.every(({ isText }) => isText);
  return (party, location) => {
    let text = '';
    let isFilled = isConstant;
    for (const { isText, read } of parts) {
      const part = read(party, location);
      if (!isText && part.trim() !== '') isFilled = true;
      text += part;
    }
    const trimmed = isFilled ? text.trim() : '';
    return trimmed === '' ? null : trimmed;
  };
}
