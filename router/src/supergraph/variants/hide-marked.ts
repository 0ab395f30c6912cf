import { type ConstDirectiveNode, Kind } from 'graphql';

import type { ClientGraph } from './client-graph.ts';
import {
  type Element,
  argumentsOf,
  fieldsOf,
  inputFieldsOf,
  isComposite,
  valuesOf,
} from './elements.ts';
import type { Features } from './features.ts';

export interface TagFilter {
  /** When there are any: of object and interface types, only what has one of these tags is seen. */
  readonly include: readonly string[];
  /** What has one of these tags is never seen. */
  readonly exclude: readonly string[];
}

/** Why an element is not seen, by coordinate. */
export type Hidden = Map<string, string>;

/** Hides what is `@inaccessible`, what has an excluded tag, and what lacks an included one. */
export function hideMarked(graph: ClientGraph, features: Features, filter: TagFilter): Hidden {
  const marks = new Marks(features, filter);
  for (const type of graph.types.values()) {
    marks.hideIfMarked({ coordinate: type.name.value, directives: type.directives });
    if (isComposite(type)) {
      const isIncluded = marks.isIncluded(type.directives);
      for (const field of fieldsOf(type)) {
        marks.hideIfMarked(field);
        marks.hideUnless(isIncluded || marks.isIncluded(field.directives), field);
        field.arguments.forEach((argument) => marks.hideIfMarked(argument));
      }
    } else if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      inputFieldsOf(type).forEach((field) => marks.hideIfMarked(field));
    } else if (type.kind === Kind.ENUM_TYPE_DEFINITION) {
      valuesOf(type).forEach((value) => marks.hideIfMarked(value));
    }
  }
  for (const argument of graph.directives.flatMap(argumentsOf)) {
    marks.hideIfMarked(argument);
  }
  return marks.hidden;
}

class Marks {
  readonly hidden: Hidden = new Map();
  readonly #features: Features;
  readonly #include: ReadonlySet<string>;
  readonly #exclude: ReadonlySet<string>;

  constructor(features: Features, { include, exclude }: TagFilter) {
    this.#features = features;
    this.#include = new Set(include);
    this.#exclude = new Set(exclude);
  }

  hideIfMarked({ coordinate, directives = [] }: Element): void {
    const isInaccessible = directives.some(
      ({ name }) => name.value === this.#features.inaccessible,
    );
    const excluded = this.#tagsOf(directives).find((tag) => this.#exclude.has(tag));
    if (isInaccessible) {
      this.hidden.set(coordinate, 'it is @inaccessible');
    } else if (excluded !== undefined) {
      this.hidden.set(coordinate, `its tag "${excluded}" is excluded`);
    }
  }

  hideUnless(isIncluded: boolean, { coordinate }: Element): void {
    if (!isIncluded && !this.hidden.has(coordinate)) {
      const tags = [...this.#include].map((tag) => `"${tag}"`).join(' or ');
      this.hidden.set(coordinate, `it has no tag ${tags}`);
    }
  }

  isIncluded(directives: readonly ConstDirectiveNode[] = []): boolean {
    return (
      this.#include.size === 0 || this.#tagsOf(directives).some((tag) => this.#include.has(tag))
    );
  }

  #tagsOf(directives: readonly ConstDirectiveNode[]): string[] {
    return directives
      .filter(({ name }) => name.value === this.#features.tag)
      .flatMap((directive) => directive.arguments ?? [])
      .flatMap(({ name, value }) =>
        name.value === 'name' && value.kind === Kind.STRING ? [value.value] : [],
      );
  }
}
