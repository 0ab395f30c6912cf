import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql';

import {
  type Alternatives,
  type Requirement,
  NO_REQUIREMENT,
  combineRequirements,
} from './requirement.ts';

const FEATURES = ['authenticated', 'requiresScopes', 'policy'] as const;
type Feature = (typeof FEATURES)[number];

/** Which feature a directive of this supergraph applies, by the name it has here. */
export type SecurityDirectives = ReadonlyMap<string, Feature>;

const FEATURE_URL =
  /^https:\/\/specs\.apollo\.dev\/(?<feature>authenticated|requiresScopes|policy)\/v\d/u;

/** Reads the supergraph's links: a supergraph may give features and their directives other names. */
export function readSecurityDirectives(supergraph: DocumentNode): SecurityDirectives {
  return new Map(
    listLinks(supergraph).flatMap((link): [string, Feature][] => {
      const url = readString(findValue(link, 'url') ?? findValue(link, 'feature'));
      const feature = FEATURES.find((name) => FEATURE_URL.exec(url)?.groups?.['feature'] === name);
      return feature === undefined ? [] : [[readName(link, feature), feature]];
    }),
  );
}

/** What the directives of one element ask. */
export function readDirectives(
  directives: readonly ConstDirectiveNode[],
  names: SecurityDirectives,
): Requirement {
  return combineRequirements(
    directives.map((directive) => {
      switch (names.get(directive.name.value)) {
        case 'authenticated':
          return { ...NO_REQUIREMENT, signedIn: true };
        case 'requiresScopes':
          return { ...NO_REQUIREMENT, scopes: readAlternatives(findValue(directive, 'scopes')) };
        case 'policy':
          return {
            ...NO_REQUIREMENT,
            policies: readAlternatives(findValue(directive, 'policies')),
          };
        case undefined:
          return NO_REQUIREMENT;
      }
    }),
  );
}

/** Every application of @link, or of @core in older supergraphs; both may be renamed, so it is known by its url. */
function listLinks(supergraph: DocumentNode): readonly ConstDirectiveNode[] {
  return supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? [])
      : [],
  );
}

/** The name of the feature's own directive: an import's alias, else the link's, else the feature's. */
function readName(link: ConstDirectiveNode, feature: Feature): string {
  const imported = readList(findValue(link, 'import'))
    .filter((entry) => entry.kind === Kind.OBJECT)
    .find((entry) => readString(findField(entry, 'name')) === `@${feature}`);
  const alias = imported === undefined ? '' : readString(findField(imported, 'as')).slice(1);
  return [alias, readString(findValue(link, 'as')), feature].find((name) => name !== '') ?? feature;
}

function readAlternatives(value: ValueNode | undefined): Alternatives {
  return readList(value).map((alternative) => readList(alternative).map(readString));
}

/** GraphQL's input coercion: one value stands for a list of one. */
function readList(value: ValueNode | undefined): readonly ValueNode[] {
  if (value === undefined) {
    return [];
  }
  return value.kind === Kind.LIST ? value.values : [value];
}

function readString(value: ValueNode | undefined): string {
  return value?.kind === Kind.STRING ? value.value : '';
}

function findValue(directive: ConstDirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}

function findField(entry: ObjectValueNode, name: string): ValueNode | undefined {
  return entry.fields.find((field) => field.name.value === name)?.value;
}
