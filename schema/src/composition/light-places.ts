import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import type { Composition } from './compose.ts';
import type { Fault } from './faults.ts';

/** Without the texts of the files, which a hundred faults would each bring along. */
export function emptyPlaces(composition: Composition): Composition {
  return setTexts(composition, () => '');
}

/** With the texts of the files again. */
export function fillPlaces(
  composition: Composition,
  subgraphs: readonly SubgraphSdl[],
): Composition {
  const texts = new Map(subgraphs.map(({ name, sdl }) => [name, sdl]));
  return setTexts(composition, (subgraph) => texts.get(subgraph) ?? '');
}

function setTexts(composition: Composition, textOf: (subgraph: string) => string): Composition {
  return composition.ok
    ? { ...composition, hints: setAll(composition.hints, textOf) }
    : { ...composition, faults: setAll(composition.faults, textOf) };
}

function setAll(faults: readonly Fault[], textOf: (subgraph: string) => string): Fault[] {
  return faults.map(({ places, consequences, ...fault }) => ({
    ...fault,
    places: places.map((place) => ({ ...place, text: textOf(place.subgraph) })),
    ...(consequences ? { consequences: setAll(consequences, textOf) } : {}),
  }));
}
