import { GraphQLError, Kind } from 'graphql';
import type { ASTNode, ValidationContext } from 'graphql';

export type Ancestors = readonly (ASTNode | readonly ASTNode[])[];

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

/** Reports a fault of the document at this node. */
export function report(
  context: ValidationContext,
  node: ASTNode,
  ancestors: Ancestors,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): void {
  context.reportError(new GraphQLError(message, { nodes: node, path: pathTo(node, ancestors), extensions }));
}
