import { parse } from 'graphql';

import type { FetchNode } from '#src/planning/fetch-plan.ts';
import { listRootFields, listTopFields } from '#src/planning/top-fields.ts';

export interface AnsweredKey {
  readonly key: string;
  /** Whether its value is an object or a list of objects. */
  readonly isComposite: boolean;
}

/** The keys that a fetch puts onto its objects: of its entities, or of the root. */
export function listAnsweredKeys(fetch: FetchNode): readonly AnsweredKey[] {
  const document = parse(fetch.operation, { noLocation: true });
  const root = listRootFields(document);
  const fields =
    fetch.requires === undefined
      ? root
      : listTopFields(document, root.get('_entities')?.selectionSet);
  const keys = new Map(
    [...fields].map(([key, { selectionSet }]) => [key, selectionSet !== undefined]),
  );
  for (const rewrite of fetch.outputRewrites) {
    if (rewrite.kind === 'KeyRenamer') {
      keys.set(rewrite.renameKeyTo, true);
    }
  }
  return [...keys].map(([key, isComposite]) => ({ key, isComposite }));
}
