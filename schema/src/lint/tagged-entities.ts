import { report } from './rule.ts';
import type { Rule } from './rule.ts';

/**
 * An entity has no @tag on its type: a field that another team adds later would inherit it, and show
 * in every variant that includes the tag.
 */
export const taggedEntities: Rule = ({ keyed }) =>
  keyed.flatMap(({ subgraph, node }) =>
    (node.directives ?? [])
      .filter(({ name }) => /^(?:federation__)?tag$/.test(name.value))
      .map((tag) =>
        report({
          code: 'ENTITY_TAGGED',
          coordinate: node.name.value,
          subgraph,
          message: `Type "${node.name.value}" has a @key and a @tag: fields that other subgraphs add to it get the tag as well.`,
          advice: 'Tag its fields instead.',
          nodes: [tag],
        }),
      ),
  );
