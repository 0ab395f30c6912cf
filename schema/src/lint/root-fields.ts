import { isNonNull } from './ownership.ts';
import { report } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * A field of Query is nullable: an operation asks several services at once, and a non-null field
 * takes the answers of all of them with it.
 */
export const rootFields: Rule = ({ types }) =>
  types
    .filter(({ node }) => node.name.value === 'Query')
    .flatMap(({ subgraph, node }) =>
      (node.fields ?? []).filter(isNonNull).map((field) =>
        report({
          code: 'ROOT_FIELD_NON_NULL',
          coordinate: `Query.${field.name.value}`,
          subgraph,
          message: `"Query.${field.name.value}" is non-null: when it fails, the whole answer does.`,
          advice: 'Make it nullable.',
          nodes: [field],
        }),
      ),
    );
