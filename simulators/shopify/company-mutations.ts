import { addCompany, companyHasOrders, findCompany, findContact, saveCompany } from './company-changes.ts';
import type { NewCompany } from './company-changes.ts';
import type { CompanyRecord } from './company-records.ts';
import { notThere, prepareCompany } from './company-rules.ts';
import type { CompanyInput } from './company-rules.ts';
import { below, fieldError } from './field-error.ts';
import type { FieldError } from './field-error.ts';
import type { ShopContext } from './shop-context.ts';

interface CompanyPayload {
  readonly company: CompanyRecord | null;
  readonly userErrors: readonly FieldError[];
}

const refused = (...userErrors: readonly FieldError[]): CompanyPayload => ({ company: null, userErrors });

/** `companyCreate`. */
export function createCompany(
  context: ShopContext,
  { input }: { readonly input: NewCompany },
): CompanyPayload {
  const added = addCompany(context, input);
  return 'errors' in added
    ? refused(...below('input', added.errors))
    : { company: added.value, userErrors: [] };
}

/** `companyUpdate`. */
export function updateCompany(
  context: ShopContext,
  { companyId, input }: { readonly companyId: string; readonly input: CompanyInput },
): CompanyPayload {
  const before = findCompany(context, companyId);
  if (!before) return refused(notThere('companyId'));
  const fields = prepareCompany(input, before, context.store.business, context.store.stamp());
  if ('errors' in fields) return refused(...below('input', fields.errors));
  return { company: saveCompany(context, before, { ...before, ...fields.value }), userErrors: [] };
}

/** Most entries of `companiesDelete`, of revoking roles and of `companyLocationAssignRoles`. */
const maximumBatch = 50;

export function batchErrors(path: string, size: number): readonly FieldError[] {
  if (size <= maximumBatch) return [];
  const message = `Exceeded max input size of ${maximumBatch}. Consider using BulkOperation.`;
  return [fieldError(path, message, 'LIMIT_REACHED')];
}

function remove(context: ShopContext, path: string, id: string): FieldError | undefined {
  const company = findCompany(context, id);
  if (!company) return notThere(path);
  if (companyHasOrders(context, company))
    return fieldError(path, 'Failed to delete the company.', 'FAILED_TO_DELETE');
  context.store.business.removeCompany(company);
  return undefined;
}

/** `companyDelete`: refused while orders or draft orders hold it. */
export function deleteCompany(context: ShopContext, { id }: { readonly id: string }): unknown {
  const error = remove(context, 'id', id);
  return { deletedCompanyId: error ? null : id, userErrors: error ? [error] : [] };
}

/** `companiesDelete`: each for itself. */
export function deleteCompanies(
  context: ShopContext,
  { companyIds }: { readonly companyIds: readonly string[] },
): unknown {
  const tooMany = batchErrors('companyIds', companyIds.length);
  if (tooMany.length > 0) return { deletedCompanyIds: null, userErrors: tooMany };
  return removeEach(companyIds, 'companyIds', 'deletedCompanyIds', (path, id) => remove(context, path, id));
}

/** Deletes one record after the other; what fails is reported by its place in the list and stops nothing. */
export function removeEach(
  ids: readonly string[],
  path: string,
  field: string,
  removeOne: (path: string, id: string) => FieldError | undefined,
): unknown {
  const userErrors: FieldError[] = [];
  const deleted: string[] = [];
  for (const [index, id] of ids.entries()) {
    const error = removeOne(`${path}.${index}`, id);
    if (error) userErrors.push(error);
    else deleted.push(id);
  }
  return { [field]: deleted, userErrors };
}

/** `companyAssignMainContact`. */
export function assignMainContact(
  context: ShopContext,
  { companyId, companyContactId }: { readonly companyId: string; readonly companyContactId: string },
): CompanyPayload {
  const company = findCompany(context, companyId);
  if (!company) return refused(notThere('companyId', 'Company does not exist.'));
  const contact = findContact(context, companyContactId);
  if (!contact) return refused(notThere('companyContactId', "The company contact doesn't exist."));
  if (contact.companyNumber !== company.number) {
    const message = 'The company contact does not belong to the company.';
    return refused(fieldError('companyContactId', message, 'INVALID_INPUT'));
  }
  const changed = { ...company, mainContactNumber: contact.number };
  return { company: saveCompany(context, company, changed), userErrors: [] };
}

/** `companyRevokeMainContact`. */
export function revokeMainContact(
  context: ShopContext,
  { companyId }: { readonly companyId: string },
): CompanyPayload {
  const company = findCompany(context, companyId);
  if (!company) return refused(notThere('companyId', 'Company does not exist.'));
  return { company: saveCompany(context, company, { ...company, mainContactNumber: null }), userErrors: [] };
}
