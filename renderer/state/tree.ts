/**
 * What lies under an opened row of the preview, line by line. Under a person these are the locations. Under a company it is a tree:
 * its own fields, its locations and its contacts, each with its fields, and the roles of each contact.
 */
import type {
  ContactChange,
  FieldChange,
  LocationChange,
  PlanRow,
  RoleJudgement,
} from '../../shared/sync/plan.ts';

/** A part of a row that has fields of its own. */
export type ChildChange = LocationChange | ContactChange;

export type TreeNode =
  | { readonly kind: 'group'; readonly of: 'locations' | 'contacts' }
  | { readonly kind: 'location'; readonly location: LocationChange }
  | { readonly kind: 'contact'; readonly contact: ContactChange }
  | { readonly kind: 'role'; readonly contact: ContactChange; readonly role: RoleJudgement }
  /** `child` is null for a field of the row itself. */
  | { readonly kind: 'field'; readonly child: ChildChange | null; readonly field: FieldChange };

export interface TreeLine {
  /** Unique within its row. */
  readonly id: string;
  /** The row itself is at level 1. */
  readonly level: number;
  /** Line number of the node it lies under; null for the row. */
  readonly parent: number | null;
  readonly node: TreeNode;
  /** Null where nothing lies under it. */
  readonly isExpanded: boolean | null;
}

/** Nothing is written and nothing has to be said. */
export function isQuietChild({ verb, fields, proposed, notes, ...child }: ChildChange): boolean {
  if (proposed || notes.length > 0) return false;
  if (verb !== 'equal' && verb !== 'link' && verb !== 'leave') return false;
  return shownFields({ verb, fields }).length === 0 && (!('roles' in child) || child.roles.length === 0);
}

/** Those that differ come first; the others stay in their order. */
export function newsFirst<C extends ChildChange>(children: readonly C[]): readonly C[] {
  return children.toSorted((one, other) => Number(isQuietChild(one)) - Number(isQuietChild(other)));
}

/** Fields that are worth a line: what a new record gets is all of it, and stands in the detail. */
export function shownFields({
  verb,
  fields,
}: Pick<PlanRow | ChildChange, 'verb' | 'fields'>): readonly FieldChange[] {
  return verb === 'create' ? [] : fields.filter(({ action }) => action !== 'keep');
}

function rolesOf(child: ChildChange): readonly RoleJudgement[] {
  return 'roles' in child ? child.roles : [];
}

/** @param expanded ids of the lines that are open. A person's locations have nothing under them. */
export function treeLines(row: PlanRow, expanded: ReadonlySet<string>): readonly TreeLine[] {
  if (row.entity === 'customer') {
    return row.locations.map((location) => ({
      id: location.id,
      level: 2,
      parent: null,
      node: { kind: 'location', location },
      isExpanded: null,
    }));
  }
  const lines: TreeLine[] = [];
  const add = (line: Omit<TreeLine, 'isExpanded'>, hasChildren: boolean): number | null => {
    const isExpanded = hasChildren ? expanded.has(line.id) : null;
    lines.push({ ...line, isExpanded });
    return isExpanded === true ? lines.length - 1 : null;
  };
  const addFields = (child: ChildChange | null, level: number, parent: number | null): void => {
    for (const field of shownFields(child ?? row)) {
      const id = `${child?.id ?? 'row'}/${field.field}`;
      add({ id, level, parent, node: { kind: 'field', child, field } }, false);
    }
  };
  addFields(null, 2, null);
  for (const of of ['locations', 'contacts'] as const) {
    const children: readonly ChildChange[] = row[of] ?? [];
    if (children.length === 0) continue;
    const group = add({ id: of, level: 2, parent: null, node: { kind: 'group', of } }, true);
    if (group === null) continue;
    for (const child of newsFirst(children)) {
      const node: TreeNode =
        'roles' in child ? { kind: 'contact', contact: child } : { kind: 'location', location: child };
      const roles = rolesOf(child);
      const at = add(
        { id: child.id, level: 3, parent: group, node },
        roles.length + shownFields(child).length > 0,
      );
      if (at === null) continue;
      addFields(child, 4, at);
      if (!('roles' in child)) continue;
      for (const role of roles) {
        const id = `${child.id}/role@${role.locationId}`;
        add({ id, level: 4, parent: at, node: { kind: 'role', contact: child, role } }, false);
      }
    }
  }
  return lines;
}
