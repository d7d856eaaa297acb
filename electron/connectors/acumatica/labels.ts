/** Drop-down labels of the contract. [VERIFY] their literal values (acumatica.md 9.2). */
export const labels = {
  individual: 'Individual',
  organization: 'Organization',
  active: 'Active',
  inactive: 'Inactive',
} as const;
