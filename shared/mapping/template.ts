/**
 * The language of mapped values: `{lastName}, {firstName}`.
 *
 *   template   = ( text | "{" expression "}" )*        "{{" and "}}" stand for the braces themselves
 *   expression = field | text in quotes | function
 *   field      = a key of the field catalogue           lastName   address.city   metafield:loyalty.level
 *   quotes     = "…"                                    \" and \\ stand for the quote and the backslash
 *   function   = name "(" expression ( "," expression )* ")"
 *
 * Functions are in `template-functions.ts`. Blanks between the parts of an expression do not count. A value that comes to nothing
 * but blanks is "no value"; so is a template in which everything in braces does: `{lastName}, {firstName}` of nobody is not a comma.
 */
import { templateFunctions, type TemplateFunctionName } from './template-functions.ts';

interface Positioned {
  /** Characters from the start of the template, from 0. */
  readonly at: number;
}

export interface FieldReference extends Positioned {
  readonly kind: 'field';
  readonly key: string;
}

export interface TextLiteral extends Positioned {
  readonly kind: 'text';
  readonly text: string;
}

export interface FunctionCall extends Positioned {
  readonly kind: 'call';
  readonly name: TemplateFunctionName;
  readonly operands: readonly Expression[];
}

export type Expression = FieldReference | TextLiteral | FunctionCall;

/** Text between braces' outside is a `TextLiteral` as well; it never stands beside another one. */
export interface Template {
  readonly parts: readonly Expression[];
}

export interface TemplateError {
  readonly at: number;
  /** A sentence for a person. */
  readonly message: string;
}

export type ParsedTemplate =
  { readonly ok: true; readonly template: Template } | { readonly ok: false; readonly error: TemplateError };

class SyntaxFault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Calls inside calls; more is a mistake, and reading it must not exhaust the stack. */
const deepestCall = 20;

const keyStart = /[A-Za-z]/u;
const keyPart = /[\w.:-]/u;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Template {
    const parts: Expression[] = [];
    while (this.#at < this.#text.length) {
      parts.push(this.#isOpening() ? this.#braces() : this.#outside());
    }
    return { parts };
  }

  #isOpening(): boolean {
    return this.#text[this.#at] === '{' && this.#text[this.#at + 1] !== '{';
  }

  #outside(): TextLiteral {
    const at = this.#at;
    let text = '';
    while (this.#at < this.#text.length && !this.#isOpening()) {
      const sign = this.#text[this.#at] ?? '';
      if (sign === '{' || sign === '}') {
        if (this.#text[this.#at + 1] !== sign) {
          throw new SyntaxFault(this.#at, 'This } closes nothing. Write }} for the brace itself.');
        }
        this.#at += 1;
      }
      text += sign;
      this.#at += 1;
    }
    return { kind: 'text', text, at };
  }

  #braces(): Expression {
    const at = this.#at;
    this.#at += 1;
    const expression = this.#expression(0);
    this.#skipBlanks();
    if (this.#text[this.#at] === '}') {
      this.#at += 1;
      return expression;
    }
    if (this.#at >= this.#text.length)
      throw new SyntaxFault(at, 'The { that opens here is not closed. Add a }.');
    throw new SyntaxFault(this.#at, `A } is expected before \u201C${this.#text[this.#at] ?? ''}\u201D.`);
  }

  #skipBlanks(): void {
    while (/\s/u.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #expression(depth: number): Expression {
    this.#skipBlanks();
    const at = this.#at;
    const sign = this.#text[at] ?? '';
    if (depth > deepestCall)
      throw new SyntaxFault(at, 'Too many functions inside each other. Make it simpler.');
    if (sign === '"') return this.#quoted();
    if (!keyStart.test(sign)) {
      throw new SyntaxFault(at, 'A field, a function or a text in "quotes" is expected here.');
    }
    while (keyPart.test(this.#text[this.#at] ?? '')) this.#at += 1;
    const key = this.#text.slice(at, this.#at);
    this.#skipBlanks();
    return this.#text[this.#at] === '(' ? this.#call(at, key, depth) : { kind: 'field', key, at };
  }

  #quoted(): TextLiteral {
    const at = this.#at;
    let text = '';
    this.#at += 1;
    while (this.#text[this.#at] !== '"') {
      if (this.#text[this.#at] === '\\') this.#at += 1;
      if (this.#at >= this.#text.length)
        throw new SyntaxFault(at, 'The quote that opens here is not closed.');
      text += this.#text[this.#at] ?? '';
      this.#at += 1;
    }
    this.#at += 1;
    return { kind: 'text', text, at };
  }

  #call(at: number, name: string, depth: number): FunctionCall {
    if (!isFunctionName(name)) {
      const known = Object.keys(templateFunctions).join(', ');
      throw new SyntaxFault(at, `There is no function \u201C${name}\u201D. There are: ${known}.`);
    }
    const opened = this.#at;
    this.#at += 1;
    const operands: Expression[] = [];
    for (;;) {
      operands.push(this.#expression(depth + 1));
      this.#skipBlanks();
      const sign = this.#text[this.#at];
      if (sign === undefined) throw new SyntaxFault(opened, 'The ( that opens here is not closed. Add a ).');
      if (sign !== ',' && sign !== ')') {
        throw new SyntaxFault(this.#at, `A comma or a ) is expected before \u201C${sign}\u201D.`);
      }
      this.#at += 1;
      if (sign === ')') break;
    }
    const { least, most, usage } = templateFunctions[name];
    if (operands.length < least || operands.length > most) {
      throw new SyntaxFault(at, `The function is used like this: ${usage}`);
    }
    return { kind: 'call', name, operands, at };
  }
}

function isFunctionName(name: string): name is TemplateFunctionName {
  return Object.hasOwn(templateFunctions, name);
}

/** Reads a template; of one that cannot be read, answers the first mistake and where it is. */
export function parseTemplate(text: string): ParsedTemplate {
  try {
    return { ok: true, template: new Reader(text).read() };
  } catch (error) {
    if (error instanceof SyntaxFault) return { ok: false, error: { at: error.at, message: error.message } };
    throw error;
  }
}

function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return expression.key;
    case 'text':
      return `"${expression.text.replaceAll(/["\\]/gu, (sign) => `\\${sign}`)}"`;
    case 'call':
      return `${expression.name}(${expression.operands.map(printExpression).join(', ')})`;
  }
}

/** The template as text, in the one way in which it is written back: reading it again gives the same. */
export function printTemplate({ parts }: Template): string {
  let isAfterText = false;
  return parts
    .map((part) => {
      // Two texts side by side would be read as one.
      const isPlain = part.kind === 'text' && part.text !== '' && !isAfterText;
      isAfterText = isPlain;
      if (!isPlain) return `{${printExpression(part)}}`;
      return part.text.replaceAll(/[{}]/gu, (brace) => brace + brace);
    })
    .join('');
}

function fieldsIn(expression: Expression): readonly FieldReference[] {
  if (expression.kind === 'field') return [expression];
  return expression.kind === 'call' ? expression.operands.flatMap(fieldsIn) : [];
}

/** Every place in which a template names a field. */
export function fieldsOf({ parts }: Template): readonly FieldReference[] {
  return parts.flatMap(fieldsIn);
}
