import type { SubgraphSdl } from '#src/read-subgraphs.ts';

/** A change that an author may make to a subgraph: `from`, looked for behind `after`, becomes `to`. */
export interface Edit {
  readonly subgraph: string;
  readonly from: string;
  readonly to: string;
  readonly after?: string;
}

/** A mistake, and what is to be said about it. */
export interface Mistake {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly code: string;
  /** The subgraphs that a code frame is shown of, by name. */
  readonly shown: readonly string[];
  readonly says: string;
  /** How many other faults go away with it. */
  readonly folded?: number;
}

/** Copies of the subgraphs with the edits in them. Throws when there is nothing to edit. */
export function plant(subgraphs: readonly SubgraphSdl[], edits: readonly Edit[]): SubgraphSdl[] {
  return edits.reduce<SubgraphSdl[]>(
    (planted, edit) =>
      planted.map((one) =>
        one.name === edit.subgraph ? { ...one, sdl: editText(one.sdl, edit) } : one,
      ),
    [...subgraphs],
  );
}

function editText(sdl: string, { from, to, after = '' }: Edit): string {
  const at = sdl.indexOf(from, sdl.indexOf(after));
  if (at < 0) {
    throw new Error(`There is no "${from}" to replace.`);
  }
  return sdl.slice(0, at) + to + sdl.slice(at + from.length);
}
