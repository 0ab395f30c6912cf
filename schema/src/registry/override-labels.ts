import { type DirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';

/** A label of progressive @override as a supergraph has it. */
export interface OverrideLabel {
  readonly label: string;
  /** Fields that it moves, as `Product.price`. */
  readonly coordinates: string[];
  /** Subgraphs that take them over. */
  readonly subgraphs: string[];
  /** For how many of 100 requests it holds unless another number is set: N of `percent(N)`, else 0. */
  readonly declared: number;
}

const PERCENT = /^percent\((?<share>\d+(?:\.\d+)?)\)$/u;

/** The labels that a supergraph uses, sorted. */
export function listOverrideLabels(supergraph: string): OverrideLabel[] {
  const document = parse(supergraph, { noLocation: true });
  const names = readGraphNames(document);
  const found = new Map<string, { coordinates: Set<string>; subgraphs: Set<string> }>();
  for (const { coordinate, directive } of listFields(document)) {
    const label = readText(directive, 'overrideLabel');
    if (label !== undefined && readText(directive, 'override') !== undefined) {
      const of = found.get(label) ?? { coordinates: new Set(), subgraphs: new Set() };
      of.coordinates.add(coordinate);
      of.subgraphs.add(names.get(readText(directive, 'graph') ?? '') ?? '');
      found.set(label, of);
    }
  }
  return [...found.keys()].toSorted(compare).map((label) => ({
    label,
    coordinates: [...(found.get(label)?.coordinates ?? [])].toSorted(compare),
    subgraphs: [...(found.get(label)?.subgraphs ?? [])].toSorted(compare),
    declared: Math.min(100, Number(PERCENT.exec(label)?.groups?.['share'] ?? 0)),
  }));
}

const compare = (one: string, other: string): number => (one < other ? -1 : 1);

/** Every `@join__field` with the coordinate of its field. */
function listFields(document: DocumentNode) {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (definition.fields ?? []).flatMap(({ name, directives = [] }) =>
          directives
            .filter((directive) => directive.name.value === 'join__field')
            .map((directive) => ({
              coordinate: `${definition.name.value}.${name.value}`,
              directive,
            })),
        )
      : [],
  );
}

/** Subgraphs by the names that a supergraph has for them. */
function readGraphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  visit(document, {
    EnumValueDefinition({ name, directives = [] }) {
      const graph = directives.find((directive) => directive.name.value === 'join__graph');
      if (graph !== undefined) {
        names.set(name.value, readText(graph, 'name') ?? name.value);
      }
    },
  });
  return names;
}

function readText({ arguments: given = [] }: DirectiveNode, name: string): string | undefined {
  const value = given.find((one) => one.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}
