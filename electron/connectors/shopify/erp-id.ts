/**
 * Where a customer's CustomerID of the ERP is kept in Shopify: a metafield of the type `id`, whose values Shopify keeps unique
 * and finds a customer by, exactly and at once (domain facts 2.4). Also written in operations/customers.graphql.
 *
 * The namespace is a fixed one, not the app's own (`$app`): the three ways of signing in are three different apps, and a store
 * that changes from one to another must find its customers again. It also shows and can be corrected in the admin.
 */
export const erpIdField = { namespace: 'accord', key: 'erp_customer_id' } as const;
