/** Fifteen operations of clients of the retail graph, by name; `Verdict` asks what `OFFERS` and `RATINGS` add to it. */
export const KNOWN_OPERATIONS: Readonly<Record<string, string>> = {
  Menu: '{ navigation { id name slug children { id name slug } } }',
  ProductList:
    '($first: Int) { products(first: $first) { nodes { id name brand { name } defaultVariant { sku price { current { decimal } } } } } }',
  ProductPage:
    '($slug: String!) { productBySlug(slug: $slug) { name breadcrumbs { name } options { label } priceRange { min { decimal } } } }',
  VariantParcel: '($sku: String!) { variantBySku(sku: $sku) { sku weightGrams } }',
  Prices:
    '($sku: String!) { variantBySku(sku: $sku) { price { current { decimal } taxIncluded } } }',
  Promotions: '{ promotions(first: 0) { nodes { label kind endsAt } } currencies }',
  Bundle:
    '($id: ID!) { bundle(id: $id) { name components { quantity variant { sku price { current { decimal } } } } } }',
  Brands: '{ brands(first: 0) { nodes { id name } } }',
  Category: '($slug: String!) { categoryBySlug(slug: $slug) { name products { nodes { name } } } }',
  Locales: '{ locales }',
  Cart: '{ cart { id lines { id quantity variant { sku name } unitPrice { decimal } warnings { message } } totals { total { decimal } } } }',
  CartBadge: '{ cart { totalQuantity } }',
  Me: '{ me { id firstName addresses { id label } cart { id } } }',
  Customers: '($query: String) { customers(query: $query) { nodes { id publicName roles } } }',
  Verdict: '{ offer { verdict } }',
};

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@interfaceObject"])\n';

export const OFFERS = `${LINK}
type Query { offer: Offered }
interface Offered @key(fields: "id") { id: ID! start: Int newness: String discount: String }
type Offer implements Offered @key(fields: "id") {
  id: ID!
  start: Int
  newness: String @external
  discount: String @requires(fields: "newness")
}
`;

export const RATINGS = `${LINK}
type Offered @key(fields: "id") @interfaceObject {
  id: ID!
  start: Int @external
  newness: String @requires(fields: "start")
  verdict: String @requires(fields: "start")
}
`;

/** The same for clients; but what it requires goes in a circle that the router cannot plan. */
export const RATINGS_IN_CIRCLES = RATINGS.replace(
  'verdict: String @requires(fields: "start")',
  'discount: String @external\n  verdict: String @requires(fields: "discount")',
);
