import { Kind, visit } from 'graphql';
import type { DocumentNode } from 'graphql';

/** How deep the nodes of an SDL are nested, its field sets included. */
export function measureDepth(document: DocumentNode): number {
  let depth = 0;
  let deepest = 0;
  visit(document, {
    enter(node) {
      depth++;
      const within = node.kind === Kind.STRING ? countBraces(node.value) : 0;
      deepest = Math.max(deepest, depth + within);
    },
    leave() {
      depth--;
    },
  });
  return deepest;
}

function countBraces(text: string): number {
  let open = 0;
  let most = 0;
  for (const character of text) {
    if (character === '{') {
      open++;
      most = Math.max(most, open);
    } else if (character === '}') {
      open--;
    }
  }
  return most;
}
