import type { Fault } from '#src/composition/faults.ts';

/** What a house rule has against a schema that composes. `code` is the name of the rule. */
export interface Finding extends Fault {
  /** GraphQL coordinate, as in `Product.reviews`. */
  readonly coordinate: string;
  readonly subgraph: string;
}
