/** Which customers of the ERP are business customers. */
import { AppError } from '../../../shared/domain/app-error.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import type { PartyKind } from '../../../shared/domain/party.ts';
import type { OrganizationRule } from '../../../shared/domain/settings.ts';
import { labels } from './labels.ts';

import { isWireRecord, keyOf, textOf, type WireRecord } from './wire.ts';

/** What a reading takes of the customers. At least one. */
export interface Kinds {
  readonly individuals: boolean;
  readonly companies: boolean;
  /** How the two are told apart. */
  readonly organization: OrganizationRule;
}

export const individualsOnly: Kinds = {
  individuals: true,
  companies: false,
  organization: { by: 'category' },
};

const comparable = (text: string | null): string => text?.trim().toLowerCase() ?? '';

/**
 * Where the feature for business customers is off the category reads empty (acumatica.md 2). A label that is neither is never guessed
 * at: a company must not be taken for a person.
 */
function kindByCategory(customer: WireRecord): PartyKind {
  const category = textOf(customer, 'CustomerCategory');
  if (category === null || comparable(category) === comparable(labels.individual)) return 'individual';
  if (comparable(category) === comparable(labels.organization)) return 'company';
  throw new AppError('ERP_CATEGORY_UNKNOWN', {
    params: { record: `Customer ${keyOf(customer, 'CustomerID')}`, category },
  });
}

function attributeOf(customer: WireRecord, name: string): string | null {
  const lines: unknown = customer['Attributes'];
  const known = Array.isArray(lines) ? lines.filter(isWireRecord) : [];
  const line = known.find((each) => comparable(textOf(each, 'AttributeID')) === comparable(name));
  return line === undefined ? null : textOf(line, 'Value');
}

/** @throws AppError ERP_CATEGORY_UNKNOWN */
export function kindOf(customer: WireRecord, rule: OrganizationRule): PartyKind {
  const among = (texts: readonly string[], text: string | null): PartyKind =>
    texts.some((each) => comparable(each) === comparable(text)) ? 'company' : 'individual';
  switch (rule.by) {
    case 'category':
      return kindByCategory(customer);
    case 'class':
      return among(rule.classes, textOf(customer, 'CustomerClass'));
    case 'attribute':
      return among([rule.value], attributeOf(customer, rule.attribute));
    case 'list':
      return among(rule.customers, keyOf(customer, 'CustomerID'));
    default:
      return assertNever(rule);
  }
}

/** Those that a reading is about. @throws AppError ERP_CATEGORY_UNKNOWN */
export function ofKinds(customers: readonly WireRecord[], kinds: Kinds): readonly WireRecord[] {
  return customers.filter((customer) =>
    kindOf(customer, kinds.organization) === 'company' ? kinds.companies : kinds.individuals,
  );
}
