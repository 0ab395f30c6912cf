import type { DocumentNode } from 'graphql';

import { JoinedFields, type JoinedField } from './joined-fields.ts';

/** A field whose @requires is part of a circle between subgraphs. */
export interface CircleField {
  /** Name of the join__Graph value. */
  readonly graph: string;
  /** "Type.field" */
  readonly coordinate: string;
  /** From 1: every field that it requires has a lower one, and 0 when that requires nothing. */
  readonly level: number;
}

/** Circle fields by "GRAPH Type.field". */
export type Circles = ReadonlyMap<string, CircleField>;

/**
 * Requirements that lead back to the subgraph that requires: of `b.verdict @requires(hasDiscount)` and
 * `a.hasDiscount @requires(isExpensive)`, where `isExpensive` is of b again. With every @requires on the way.
 * A field that would need its own value is none: nobody can answer it.
 */
export function listCircles(supergraph: DocumentNode): Circles {
  const search = new CircleSearch(new JoinedFields(supergraph));
  return search.run();
}

class CircleSearch {
  readonly #joined: JoinedFields;
  readonly #requiringAt: ReadonlyMap<string, readonly JoinedField[]>;
  readonly #levels = new Map<JoinedField, number | undefined>();

  constructor(joined: JoinedFields) {
    this.#joined = joined;
    this.#requiringAt = Map.groupBy(joined.requiring, ({ coordinate }) => coordinate);
  }

  run(): Circles {
    const found = new Set<JoinedField>();
    for (const field of this.#joined.requiring) {
      const closure = this.#listClosure(field);
      if (closure.some((coordinate) => this.#joined.isResolved(field.graph, coordinate))) {
        found.add(field);
        for (const coordinate of closure) {
          this.#requiringAt.get(coordinate)?.forEach((each) => found.add(each));
        }
      }
    }
    return new Map(
      [...found].flatMap((field) => {
        const level = this.#levelOf(field);
        const { graph, coordinate } = field;
        return level === undefined
          ? []
          : [[`${graph} ${coordinate}`, { graph, coordinate, level }] as const];
      }),
    );
  }

  /** Coordinates of all that a field requires, and what that requires in turn. */
  #listClosure(field: JoinedField): readonly string[] {
    const closure = new Set(this.#joined.listRequired(field));
    // A set goes on over what is added to it meanwhile.
    for (const coordinate of closure) {
      for (const inner of this.#requiringAt.get(coordinate) ?? []) {
        this.#joined.listRequired(inner).forEach((each) => closure.add(each));
      }
    }
    return [...closure];
  }

  /** Undefined for a field that would need its own value. */
  #levelOf(field: JoinedField): number | undefined {
    if (this.#levels.has(field)) {
      return this.#levels.get(field);
    }
    this.#levels.set(field, undefined);
    let level: number | undefined = 1;
    for (const coordinate of this.#joined.listRequired(field)) {
      for (const inner of this.#requiringAt.get(coordinate) ?? []) {
        const below = this.#levelOf(inner);
        level = below === undefined || level === undefined ? undefined : Math.max(level, below + 1);
      }
    }
    this.#levels.set(field, level);
    return level;
  }
}
