import {
  FieldsOnCorrectTypeRule,
  getNamedType,
  isLeafType,
  isRequiredArgument,
  KnownArgumentNamesRule,
  NoUnusedVariablesRule,
  print,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  specifiedRules,
  ValuesOfCorrectTypeRule,
} from 'graphql';
import type { ASTVisitor, ValidationContext, ValidationRule } from 'graphql';
import { listsFit, literalsFit } from './literal-rules.ts';
import { report } from './validation-report.ts';

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
  listsFit,
  ...specifiedRules.filter((rule) => !replaced.has(rule)),
];
