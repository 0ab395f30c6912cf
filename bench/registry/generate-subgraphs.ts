import type { SubgraphSdl } from '@supergraph/schema/read-subgraphs';

const OWN_FIELDS = 12;
const CONTRIBUTIONS = 4;

/**
 * Subgraphs of an invented company: each owns an entity with a page of fields, a connection and a mutation,
 * and contributes to the entities of its neighbours what it works out of their fields.
 */
export function generateSubgraphs(count: number): SubgraphSdl[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `service${index}`;
    const neighbours = Array.from(
      { length: CONTRIBUTIONS },
      (__, step) => (index + step * step + 1) % count,
    );
    const sdl = [
      head(index),
      own(index, (index + 7) % count),
      ...neighbours.map((n) => contribution(index, n)),
    ].join('\n');
    return { name, url: `http://127.0.0.1/${name}`, file: `${name}/schema.graphql`, sdl };
  });
}

function head(index: number): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@tag"])
scalar DateTime
interface Node { id: ID! }
type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
type Money @shareable { amount: Int! currency: String! }
enum Status { ACTIVE ARCHIVED }
type Query { thing${index}(id: ID!): Thing${index} things${index}(first: Int = 20, after: String): Thing${index}Connection }
type Mutation { thing${index}Upsert(input: Thing${index}UpsertInput!): Thing${index}Payload! }
input Thing${index}UpsertInput { id: ID name: String! price: Int }
type Thing${index}Payload { thing: Thing${index} errors: [String!]! }
type Thing${index}Connection { nodes: [Thing${index}!]! edges: [Thing${index}Edge!]! pageInfo: PageInfo! }
type Thing${index}Edge { cursor: String! node: Thing${index}! }`;
}

function own(index: number, other: number): string {
  const fields = Array.from(
    { length: OWN_FIELDS },
    (_, field) =>
      `  "Field ${field} of it." field${field}(format: String): String @tag(name: "partner")`,
  );
  return `"What service ${index} owns."
type Thing${index} implements Node @key(fields: "id") @key(fields: "number") {
  id: ID!
  number: Int!
  status: Status!
  price: Money
  createdAt: DateTime!
  weight: Int
  related: Thing${other}
${fields.join('\n')}
}
type Thing${other} @key(fields: "id", resolvable: false) { id: ID! }`;
}

function contribution(index: number, to: number): string {
  return `extend type Thing${to} @key(fields: "id") {
  id: ID!
  weight: Int @external
  by${index}: Money @requires(fields: "weight")
  notes${index}(first: Int = 10): [String!]
}`;
}
