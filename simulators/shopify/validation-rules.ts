import {
  getNamedType,
  GraphQLError,
  GraphQLID,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  NoUnusedVariablesRule,
  print,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  specifiedRules,
  ValuesOfCorrectTypeRule,
} from 'graphql';
import type {
  ASTNode,
  ASTVisitor,
  GraphQLInputObjectType,
  GraphQLInputType,
  ObjectValueNode,
  ValidationContext,
  ValidationRule,
  ValueNode,
} from 'graphql';
import { parseGid } from './gid.ts';

type Ancestors = readonly (ASTNode | readonly ASTNode[])[];

/** Where an error stands, as Shopify writes it: the operation, then the response keys down to the field. */
function pathTo(node: ASTNode, ancestors: Ancestors): readonly string[] {
  const path: string[] = [];
  for (const step of [...ancestors, node]) {
    if ('length' in step) continue;
    if (step.kind === Kind.OPERATION_DEFINITION)
      path.push(step.name ? `${step.operation} ${step.name.value}` : step.operation);
    if (step.kind === Kind.FRAGMENT_DEFINITION) path.push(`fragment ${step.name.value}`);
    if (step.kind === Kind.FIELD) path.push(step.alias?.value ?? step.name.value);
    if (step.kind === Kind.ARGUMENT || step.kind === Kind.OBJECT_FIELD) path.push(step.name.value);
  }
  return path;
}

function report(
  context: ValidationContext,
  node: ASTNode,
  ancestors: Ancestors,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): void {
  context.reportError(new GraphQLError(message, { nodes: node, path: pathTo(node, ancestors), extensions }));
}

function fieldExists(context: ValidationContext): ASTVisitor {
  return {
    Field(node, _key, _parent, _path, ancestors) {
      const type = context.getParentType();
      if (!type || context.getFieldDef()) return;
      const fieldName = node.name.value;
      report(context, node, ancestors, `Field '${fieldName}' doesn't exist on type '${type.name}'`, {
        code: 'undefinedField',
        typeName: type.name,
        fieldName,
      });
    },
  };
}

function argumentExists(context: ValidationContext): ASTVisitor {
  return {
    Argument(node, _key, _parent, _path, ancestors) {
      const field = context.getFieldDef();
      if (context.getArgument() || context.getDirective() || !field) return;
      const argumentName = node.name.value;
      report(context, node, ancestors, `Field '${field.name}' doesn't accept argument '${argumentName}'`, {
        code: 'argumentNotAccepted',
        name: field.name,
        typeName: 'Field',
        argumentName,
      });
    },
  };
}

function argumentsComplete(context: ValidationContext): ASTVisitor {
  return {
    Field: {
      leave(node, _key, _parent, _path, ancestors) {
        const field = context.getFieldDef();
        if (!field) return;
        const given = new Set(node.arguments?.map((argument) => argument.name.value));
        const missing = field.args.filter(
          (argument) => isRequiredArgument(argument) && !given.has(argument.name),
        );
        if (missing.length === 0) return;
        const names = missing.map(({ name }) => name).join(', ');
        report(context, node, ancestors, `Field '${field.name}' is missing required arguments: ${names}`, {
          code: 'missingRequiredArguments',
          className: 'Field',
          name: field.name,
          arguments: names,
        });
      },
    },
  };
}

function selectionsFit(context: ValidationContext): ASTVisitor {
  return {
    Field(node, _key, _parent, _path, ancestors) {
      const type = context.getType();
      if (!type) return;
      const isLeaf = isLeafType(getNamedType(type));
      if (isLeaf === (node.selectionSet === undefined)) return;
      const name = node.name.value;
      const message = isLeaf
        ? `Selections can't be made on scalars (field '${name}' returns ${getNamedType(type).name} but has selections ${print(node.selectionSet ?? node)})`
        : `Field must have selections (field '${name}' returns ${getNamedType(type).name} but has no selections. Did you mean '${name} { ... }'?)`;
      report(context, node, ancestors, message, {
        code: 'selectionMismatch',
        nodeName: `field '${name}'`,
        typeName: getNamedType(type).name,
      });
    },
  };
}

function variablesUsed(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: {
      leave(operation, _key, _parent, _path, ancestors) {
        const used = new Set(
          context.getRecursiveVariableUsages(operation).map(({ node }) => node.name.value),
        );
        for (const { variable } of operation.variableDefinitions ?? []) {
          const variableName = variable.name.value;
          if (used.has(variableName)) continue;
          const owner = operation.name?.value ?? `anonymous ${operation.operation}`;
          const message = `Variable $${variableName} is declared by ${owner} but not used`;
          report(context, operation, ancestors, message, { code: 'variableNotUsed', variableName });
        }
      },
    },
  };
}

/** Literals in the place of arguments. An input object is checked field by field, so that the message names the field. */
function literalsFit(context: ValidationContext): ASTVisitor {
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

const replaced = new Set<ValidationRule>([
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  NoUnusedVariablesRule,
  ValuesOfCorrectTypeRule,
]);

/**
 * GraphQL's own rules, with those whose errors Shopify words in its own way replaced (recorded messages, codes and extensions). The
 * order is the order of the errors in an answer.
 */
export const validationRules: readonly ValidationRule[] = [
  fieldExists,
  argumentExists,
  argumentsComplete,
  selectionsFit,
  variablesUsed,
  literalsFit,
  ...specifiedRules.filter((rule) => !replaced.has(rule)),
];
