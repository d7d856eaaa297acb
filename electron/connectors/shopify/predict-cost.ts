/**
 * Predicts the cost of an operation from its text and the schema (domain facts 6.1), as an expression over its variables.
 * Used when `operations.gen.ts` is generated, so that nothing at run time needs a GraphQL library.
 */
import {
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Points that are always due, and the text of what depends on page sizes. */
interface Cost {
  readonly fixed: number;
  readonly paged: readonly string[];
}

const free: Cost = { fixed: 0, paged: [] };
const mutationCost = 10;
const rootCountCost = 10;
const freeTypes = new Set(['PageInfo', 'MoneyV2', 'MoneyBag', 'ShopAddress']);
const freeFields = new Set(['Customer.defaultAddress']);

function add(costs: readonly Cost[]): Cost {
  return {
    fixed: costs.reduce((sum, cost) => sum + cost.fixed, 0),
    paged: costs.flatMap((cost) => cost.paged),
  };
}

function render({ fixed, paged }: Cost): string {
  return (fixed === 0 && paged.length > 0 ? paged : [String(fixed), ...paged]).join(' + ');
}

/**
 * The expression for one operation of `document`.
 * @throws Error where a page size is not given as a variable.
 */
export function predictCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): string {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new Error(`The schema has no ${operation.operation}`);

  /** The fields selected, each with the type it is selected on. */
  function fieldsOf(
    { selections }: SelectionSetNode,
    parent: GraphQLObjectType,
  ): readonly { readonly parent: GraphQLObjectType; readonly field: FieldNode }[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [{ parent, field: selection }];
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) throw new Error('A fragment is missing');
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      return fieldsOf(fragment.selectionSet, isObjectType(condition) ? condition : parent);
    });
  }

  function costOfChildren(selectionSet: SelectionSetNode | undefined, type: GraphQLObjectType): Cost {
    if (selectionSet === undefined) return free;
    return add(fieldsOf(selectionSet, type).map(({ parent, field }) => costOfField(field, parent)));
  }

  /** The page size as the request has it: what it leaves out has the operation's own. */
  function pageSizeOf(variable: string): string {
    const given = operation.variableDefinitions?.find(({ variable: { name } }) => name.value === variable);
    const value = given?.defaultValue;
    return value?.kind === Kind.INT ? `variables.${variable} ?? ${value.value}` : `variables.${variable}`;
  }

  function costOfConnection(field: FieldNode, type: GraphQLObjectType): Cost {
    const first = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
    if (first?.kind !== Kind.VARIABLE || field.selectionSet === undefined) {
      throw new Error(`Give the page size of ${field.name.value} as a variable`);
    }
    // `nodes` counts through its page weight, so only what hangs below it is asked for.
    const perObject = add(
      fieldsOf(field.selectionSet, type)
        .filter((each) => each.field.name.value === 'nodes')
        .map((each) => {
          const object = getNamedType(type.getFields()['nodes']?.type);
          return isObjectType(object) ? costOfChildren(each.field.selectionSet, object) : free;
        }),
    );
    return { fixed: 0, paged: [`connectionCost(${pageSizeOf(first.name.value)}, ${render(perObject)})`] };
  }

  /** The variable of `@include(if: $variable)`, or null. */
  function conditionOf(field: FieldNode): string | null {
    const include = field.directives?.find(({ name }) => name.value === 'include');
    const condition = include?.arguments?.[0]?.value;
    return condition?.kind === Kind.VARIABLE ? condition.name.value : null;
  }

  function costOfField(field: FieldNode, parent: GraphQLObjectType): Cost {
    const condition = conditionOf(field);
    const cost = costOfIncludedField(field, parent);
    return condition === null
      ? cost
      : { fixed: 0, paged: [`(variables.${condition} === true ? ${render(cost)} : 0)`] };
  }

  function costOfIncludedField(field: FieldNode, parent: GraphQLObjectType): Cost {
    const type = getNamedType(parent.getFields()[field.name.value]?.type);
    if (type === undefined || isLeafType(type) || freeTypes.has(type.name)) return free;
    if (freeFields.has(`${parent.name}.${field.name.value}`)) return free;
    if (type.name === 'Count') return { fixed: parent === root ? rootCountCost : 1, paged: [] };
    if (isObjectType(type) && type.name.endsWith('Connection')) return costOfConnection(field, type);
    // An interface or union is charged like an object; its fragments name the object types below it.
    const below = isObjectType(type) ? type : parent;
    return add([{ fixed: 1, paged: [] }, costOfChildren(field.selectionSet, below)]);
  }

  if (operation.operation !== 'mutation') return render(costOfChildren(operation.selectionSet, root));
  // A mutation has a price of its own; the objects of its payload are free, what hangs below them is not.
  return render(
    add(
      fieldsOf(operation.selectionSet, root).map(({ field }) => {
        const payload = getNamedType(root.getFields()[field.name.value]?.type);
        if (!isObjectType(payload) || field.selectionSet === undefined) return free;
        const below = fieldsOf(field.selectionSet, payload).map(({ parent, field: object }) => {
          const type = getNamedType(parent.getFields()[object.name.value]?.type);
          return isObjectType(type) ? costOfChildren(object.selectionSet, type) : free;
        });
        return add([{ fixed: mutationCost, paged: [] }, ...below]);
      }),
    ),
  );
}
