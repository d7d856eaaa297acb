import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';

/** What is needed to know which fields a document selects: its fragments, and the variables of @skip and @include. */
export interface Selections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function readSelections(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Selections {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return { schema, fragments, variables };
}

/** The fields selected on the type, fragments and @skip/@include resolved, by response key. */
export function collectFields(
  selections: Selections,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  found = new Map<string, FieldNode[]>(),
): ReadonlyMap<string, readonly FieldNode[]> {
  for (const selection of sets.flatMap((set) => set.selections)) {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, selections.variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, selections.variables);
    if (skip?.['if'] === true || include?.['if'] === false) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      found.set(key, [...(found.get(key) ?? []), selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : selections.fragments.get(selection.name.value);
    if (!fragment) continue;
    const condition = fragment.typeCondition && typeFromAST(selections.schema, fragment.typeCondition);
    const applies =
      !condition ||
      condition === type ||
      (isAbstractType(condition) && selections.schema.isSubType(condition, type));
    if (applies) collectFields(selections, type, [fragment.selectionSet], found);
  }
  return found;
}
