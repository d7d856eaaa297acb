import type { MetafieldRecord } from './records.ts';

/** What the shop holds of business customers. As with customers, records are replaced and never changed in place. */
export interface CompanyRecord {
  readonly typeName: 'Company';
  readonly number: number;
  readonly name: string;
  readonly externalId: string | null;
  readonly note: string | null;
  readonly customerSince: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly mainContactNumber: number | null;
  /** Made with the company: "Location admin" and "Ordering only". */
  readonly roles: readonly ContactRoleRecord[];
  readonly metafields: readonly MetafieldRecord[];
}

export interface ContactRoleRecord {
  readonly typeName: 'CompanyContactRole';
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
}

export interface CompanyAddressRecord {
  readonly typeName: 'CompanyAddress';
  readonly number: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly recipient: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly address1: string;
  readonly address2: string | null;
  readonly city: string | null;
  readonly zip: string | null;
  readonly zoneCode: string | null;
  readonly province: string | null;
  readonly countryCode: string;
  readonly country: string;
  readonly phone: string | null;
}

export interface BuyerExperience {
  readonly checkoutToDraft: boolean;
  readonly editableShippingAddress: boolean;
  readonly paymentTermsTemplateNumber: number | null;
  readonly depositPercentage: number | null;
}

export interface CompanyLocationRecord {
  readonly typeName: 'CompanyLocation';
  readonly number: number;
  readonly companyNumber: number;
  readonly name: string;
  readonly externalId: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  readonly locale: string | null;
  /** One record with one number in both places where billing is the same as shipping. */
  readonly billingAddress: CompanyAddressRecord | null;
  readonly shippingAddress: CompanyAddressRecord | null;
  readonly taxExempt: boolean;
  readonly taxExemptions: readonly string[];
  readonly taxRegistrationId: string | null;
  readonly buyerExperience: BuyerExperience;
  /** Orders or draft orders: what has them cannot be deleted. */
  readonly hasOrders: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly metafields: readonly MetafieldRecord[];
}

export interface CompanyContactRecord {
  readonly typeName: 'CompanyContact';
  readonly number: number;
  readonly companyNumber: number;
  readonly customerNumber: number;
  readonly title: string | null;
  readonly locale: string | null;
  readonly hasOrders: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface RoleAssignmentRecord {
  readonly typeName: 'CompanyContactRoleAssignment';
  readonly number: number;
  readonly companyNumber: number;
  readonly contactNumber: number;
  readonly locationNumber: number;
  readonly roleNumber: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const plainBuyerExperience: BuyerExperience = {
  checkoutToDraft: false,
  editableShippingAddress: false,
  paymentTermsTemplateNumber: null,
  depositPercentage: null,
};
