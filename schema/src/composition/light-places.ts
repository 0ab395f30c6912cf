import type { Finding } from '#src/lint/finding.ts';
import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import type { Composition } from './compose.ts';
import type { Fault } from './faults.ts';

/** A composition with what house rules have against its subgraphs. */
export type LintedComposition =
  | (Extract<Composition, { ok: true }> & { readonly findings: readonly Finding[] })
  | Extract<Composition, { ok: false }>;

/** Without the texts of the files, which a hundred faults would each bring along. */
export function emptyPlaces(composition: LintedComposition): LintedComposition {
  return setTexts(composition, () => '');
}

/** With the texts of the files again. */
export function fillPlaces(
  composition: LintedComposition,
  subgraphs: readonly SubgraphSdl[],
): LintedComposition {
  const texts = new Map(subgraphs.map(({ name, sdl }) => [name, sdl]));
  return setTexts(composition, (subgraph) => texts.get(subgraph) ?? '');
}

function setTexts(
  composition: LintedComposition,
  textOf: (subgraph: string) => string,
): LintedComposition {
  return composition.ok
    ? {
        ...composition,
        hints: setAll(composition.hints, textOf),
        findings: setAll(composition.findings, textOf),
      }
    : { ...composition, faults: setAll(composition.faults, textOf) };
}

function setAll<T extends Fault>(faults: readonly T[], textOf: (subgraph: string) => string): T[] {
  return faults.map((fault) => ({
    ...fault,
    places: fault.places.map((place) => ({ ...place, text: textOf(place.subgraph) })),
    ...(fault.consequences ? { consequences: setAll(fault.consequences, textOf) } : {}),
  }));
}
