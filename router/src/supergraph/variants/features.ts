import { type ConstDirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** What of a supergraph belongs to the specifications it links, under the names that it gives them. */
export interface Features {
  isOwnType(name: string): boolean;
  isOwnDirective(name: string): boolean;
  /** Name of the directive `@tag`; undefined when the specification is not linked. */
  readonly tag: string | undefined;
  readonly inaccessible: string | undefined;
}

interface Feature {
  /** The URL without its version. */
  readonly identity: string;
  readonly name: string;
  readonly imports: ReadonlyMap<string, string>;
}

const SPECS = 'https://specs.apollo.dev/';

/** Reads `@link` and `@core` of the schema definition, whatever names and imports they choose. */
export function readFeatures(document: DocumentNode): Features {
  const features = document.definitions
    .flatMap((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? (definition.directives ?? [])
        : [],
    )
    .flatMap(readFeature);
  const directiveOf = (specName: string): string | undefined => {
    const feature = features.find(({ identity }) => identity === `${SPECS}${specName}`);
    return feature && (feature.imports.get(`@${specName}`)?.slice(1) ?? feature.name);
  };
  const names = new Set(features.map(({ name }) => name));
  const imported = new Set(features.flatMap(({ imports }) => [...imports.values()]));
  const isPrefixed = (name: string): boolean =>
    features.some((feature) => name.startsWith(`${feature.name}__`));
  return {
    isOwnType: (name) => isPrefixed(name) || imported.has(name),
    isOwnDirective: (name) => names.has(name) || isPrefixed(name) || imported.has(`@${name}`),
    tag: directiveOf('tag'),
    inaccessible: directiveOf('inaccessible'),
  };
}

function readFeature(directive: ConstDirectiveNode): Feature[] {
  const valueOf = (name: string): unknown => {
    const argument = directive.arguments?.find((one) => one.name.value === name);
    return argument && valueFromASTUntyped(argument.value);
  };
  const url = valueOf('url') ?? valueOf('feature');
  if (typeof url !== 'string') {
    return [];
  }
  const identity = url.replace(/\/v\d+\.\d+\/?$/u, '').replace(/\/$/u, '');
  const specName = identity.slice(identity.lastIndexOf('/') + 1);
  const as = valueOf('as');
  return [
    {
      identity,
      name: typeof as === 'string' ? as : specName,
      imports: readImports(valueOf('import')),
    },
  ];
}

function readImports(value: unknown): ReadonlyMap<string, string> {
  const entries = Array.isArray(value) ? (value as unknown[]) : [];
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      if (typeof entry === 'string') {
        return [[entry, entry]];
      }
      const { name, as } = entry as { name?: unknown; as?: unknown };
      return typeof name === 'string' ? [[name, typeof as === 'string' ? as : name]] : [];
    }),
  );
}
