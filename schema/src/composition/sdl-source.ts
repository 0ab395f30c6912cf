import { Source } from 'graphql';
import type { ASTNode } from 'graphql';

import type { SubgraphSdl } from '#src/read-subgraphs.ts';

/** What a node points back to: composition errors know by it file, line, column, and whose it is. */
export class SdlSource extends Source {
  readonly subgraph: string;

  constructor({ name, sdl, file }: SubgraphSdl) {
    super(sdl, file);
    this.subgraph = name;
  }
}

/** The subgraph that a source or a node's source belongs to; empty for what the composer made up. */
export function subgraphOf({ loc }: Pick<ASTNode, 'loc'>): string {
  return loc?.source instanceof SdlSource ? loc.source.subgraph : '';
}
