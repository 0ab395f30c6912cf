import { ClientError } from '@supergraph/kit/errors';
import type { Database, Queries } from '@supergraph/kit/database';

import { findActive } from '#src/registry/data/activations.ts';
import { type Version, findVersion } from '#src/registry/data/versions.ts';
import type { ActivationRow } from '#src/registry/tables.ts';

/** The version that routers run, and how it came to that. */
export interface ActiveGraph extends Version {
  readonly activation: ActivationRow;
}

/** What is active, in memory: every router asks for it again and again. */
export interface ActiveGraphs {
  current(): ActiveGraph | undefined;
  /** Reads it anew, and tells the listeners when it is another activation. */
  reload(): Promise<void>;
  /** Returns the function that ends it. */
  onActivation(listener: (active: ActiveGraph) => void): () => void;
}

export async function openActiveGraphs(db: Database): Promise<ActiveGraphs> {
  const listeners = new Set<(active: ActiveGraph) => void>();
  let current = await findActiveGraph(db.reader);
  return {
    current: () => current,
    async reload() {
      const active = await findActive(db.reader);
      const found = isNewer(active, current) ? await findActiveGraph(db.reader) : undefined;
      // Reads may overtake each other; the pointer moves forward only.
      if (found && isNewer(found.activation, current)) {
        current = found;
        for (const listener of listeners) {
          listener(found);
        }
      }
    },
    onActivation(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function findActiveGraph(db: Queries): Promise<ActiveGraph | undefined> {
  const activation = await findActive(db);
  const version = activation && (await findVersion(db, activation.version));
  return activation && version && { ...version, activation };
}

function isNewer(row: ActivationRow | undefined, than: ActiveGraph | undefined): boolean {
  return (row?.number ?? 0) > (than?.activation.number ?? 0);
}

/** What is active. Throws NOT_FOUND before the first publish. */
export function assertActive(active: ActiveGraph | undefined): ActiveGraph {
  if (active === undefined) {
    throw new ClientError('NOT_FOUND', 'Nothing was published yet.');
  }
  return active;
}
