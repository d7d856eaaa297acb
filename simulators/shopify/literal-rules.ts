import {
  GraphQLID,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  print,
} from 'graphql';
import type {
  ASTVisitor,
  GraphQLInputObjectType,
  GraphQLInputType,
  ObjectValueNode,
  ValidationContext,
  ValueNode,
} from 'graphql';
import { parseGid } from './gid.ts';
import { report } from './validation-report.ts';
import type { Ancestors } from './validation-report.ts';

/** Literals in the place of arguments. An input object is checked field by field, so that the message names the field. */
export function literalsFit(context: ValidationContext): ASTVisitor {
  return {
    Argument(node, _key, _parent, _path, ancestors) {
      const argument = context.getArgument();
      const field = context.getFieldDef();
      if (!argument || context.getDirective() || !field) return;
      checkLiteral(context, [...ancestors, node], node.value, argument.type, {
        what: `Argument '${argument.name}' on Field '${field.name}'`,
        typeName: 'Field',
        argumentName: argument.name,
      });
    },
  };
}

/** Lists written into the document; those in variables are measured when the variables are read. */
export function listsFit(context: ValidationContext): ASTVisitor {
  return {
    ListValue(node, _key, _parent, _path, ancestors) {
      const { length } = node.values;
      if (length > maximumInputSize)
        report(context, node, ancestors, inputTooLong(length), { code: 'MAX_INPUT_SIZE_EXCEEDED' });
    },
  };
}

/** Entries that one list of an input may have. */
export const maximumInputSize = 250;

export function inputTooLong(length: number): string {
  return `The input array size of ${length} is greater than the maximum allowed of ${maximumInputSize}.`;
}

interface LiteralPlace {
  readonly what: string;
  readonly typeName: string;
  readonly argumentName: string;
}

function checkLiteral(
  context: ValidationContext,
  ancestors: Ancestors,
  value: ValueNode,
  type: GraphQLInputType,
  place: LiteralPlace,
): void {
  if (value.kind === Kind.VARIABLE) return;
  const refuse = (): void => {
    const message = `${place.what} has an invalid value (${print(value)}). Expected type '${String(type)}'.`;
    const { typeName, argumentName } = place;
    report(context, value, ancestors, message, {
      code: 'argumentLiteralsIncompatible',
      typeName,
      argumentName,
    });
  };
  if (value.kind === Kind.NULL) {
    if (isNonNullType(type)) refuse();
    return;
  }
  const bare = isNonNullType(type) ? type.ofType : type;
  if (bare === GraphQLID && value.kind === Kind.STRING && !parseGid(value.value)) {
    report(context, value, ancestors, `Invalid global id '${value.value}'`, {
      code: 'argumentLiteralsIncompatible',
      typeName: 'CoercionError',
    });
    return;
  }
  if ('ofType' in bare) {
    const items = value.kind === Kind.LIST ? value.values : [value];
    for (const item of items) checkLiteral(context, ancestors, item, bare.ofType, place);
    return;
  }
  if (!isInputObjectType(bare)) {
    if (
      isEnumType(bare)
        ? !isEnumLiteral(
            value,
            bare.getValues().map(({ name }) => name),
          )
        : !isScalarLiteral(bare, value)
    )
      refuse();
    return;
  }
  if (value.kind !== Kind.OBJECT) return refuse();
  checkObject(context, ancestors, value, bare);
}

function checkObject(
  context: ValidationContext,
  ancestors: Ancestors,
  value: ObjectValueNode,
  type: GraphQLInputObjectType,
): void {
  const fields = type.getFields();
  const given = new Set(value.fields.map(({ name }) => name.value));
  for (const field of Object.values(fields))
    if (isRequiredInputField(field) && !given.has(field.name))
      report(
        context,
        value,
        ancestors,
        `Argument '${field.name}' on InputObject '${type.name}' is required. Expected type ${String(field.type)}`,
        {
          code: 'missingRequiredInputObjectAttribute',
          argumentName: field.name,
          argumentType: String(field.type),
          inputObjectType: type.name,
        },
      );
  for (const node of value.fields) {
    const field = fields[node.name.value];
    if (field)
      checkLiteral(context, [...ancestors, node], node.value, field.type, {
        what: `Argument '${field.name}' on InputObject '${type.name}'`,
        typeName: 'InputObject',
        argumentName: field.name,
      });
    else
      report(
        context,
        node,
        ancestors,
        `InputObject '${type.name}' doesn't accept argument '${node.name.value}'`,
        {
          code: 'argumentNotAccepted',
          name: type.name,
          typeName: 'InputObject',
          argumentName: node.name.value,
        },
      );
  }
  if (type.isOneOf && value.fields.length !== 1)
    report(
      context,
      value,
      ancestors,
      `'${type.name}' requires exactly one argument, but ${value.fields.length} were provided.`,
      { code: 'invalidOneOfInputObject', inputObjectType: type.name },
    );
}

function isEnumLiteral(value: ValueNode, names: readonly string[]): boolean {
  return value.kind === Kind.ENUM && names.includes(value.value);
}

function isScalarLiteral(
  type: { readonly parseLiteral: (value: ValueNode) => unknown },
  value: ValueNode,
): boolean {
  try {
    return type.parseLiteral(value) !== undefined;
  } catch {
    return false;
  }
}
