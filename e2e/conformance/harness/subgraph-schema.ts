import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  parse,
} from 'graphql';

import { type Json, type JsonObject, isList, isObject, toText } from './json.ts';
import type { CorpusSubgraph } from './read-corpus.ts';
import { type Key, matchesKey, readKeys } from './keys.ts';
import type { ExecutableSubgraph } from './run-subgraph.ts';
import { type Scope, evaluate } from './values.ts';

/** An executable subgraph: what its fields answer stands in the tables. */
export interface TableSubgraph extends ExecutableSubgraph {
  /** Forgets what mutations left behind. */
  reset(): void;
}

type Source = { readonly __typename: string; readonly fields: JsonObject };

export function createTableSubgraph({ sdl, tables }: CorpusSubgraph): TableSubgraph {
  const document = parse(sdl);
  const schema = buildSubgraphSchema([{ typeDefs: document }]);
  const reader = new TableReader(schema, tables, readKeys(document));
  answerEntities(schema, reader);
  const { Query, Mutation } = rootNames(document);
  return {
    schema,
    resolveField: (...[source, args, , info]) => {
      const roots: Record<string, string> = { [Query]: 'Query', [Mutation]: 'Mutation' };
      const table = roots[info.parentType.name];
      const fields = table === undefined ? (source as Source).fields : (tables[table] ?? {});
      return reader.read(fields[info.fieldName], info.returnType, {
        names: [args as JsonObject, fields],
        state: reader.state,
      });
    },
    resolveType: (value) => (value as Source).__typename,
    reset: () => reader.state.clear(),
  };
}

class TableReader {
  readonly state = new Map<string, Json[]>();
  readonly #schema: GraphQLSchema;
  readonly #tables: CorpusSubgraph['tables'];
  readonly #keys: ReadonlyMap<string, readonly Key[]>;

  constructor(
    schema: GraphQLSchema,
    tables: CorpusSubgraph['tables'],
    keys: ReadonlyMap<string, readonly Key[]>,
  ) {
    this.#schema = schema;
    this.#tables = tables;
    this.#keys = keys;
  }

  read(value: Json | undefined, type: GraphQLOutputType, scope: Scope): unknown {
    const found = evaluate(value, scope);
    if (isNonNullType(type)) {
      return this.read(found, type.ofType, scope);
    }
    if (found === null || found === undefined || !isCompositeType(getNamedType(type))) {
      return found;
    }
    if (isListType(type) && isList(found)) {
      return found.map((element) => this.#readElement(element, type.ofType, scope));
    }
    return typeof found === 'string' || isObject(found)
      ? this.#readObject(found, getNamedType(type).name)
      : found;
  }

  // An element that throws spoils itself alone.
  #readElement(value: Json, type: GraphQLOutputType, scope: Scope): unknown {
    try {
      return this.read(value, type, scope);
    } catch (error) {
      return error;
    }
  }

  #readObject(value: string | JsonObject, typeName: string): Source {
    if (typeof value !== 'string') {
      const named = value['__typename'];
      return { __typename: typeof named === 'string' ? named : typeName, fields: value };
    }
    const [first = '', second] = value.split(':');
    const [type, name] = second === undefined ? [typeName, first] : [first, second];
    const row = this.#tables[type]?.[name];
    if (!isObject(row)) {
      throw new Error(`data.yaml has no ${type} of the name ${name}.`);
    }
    return { __typename: type, fields: { id: name, ...row } };
  }

  /** The row that a representation points to, with what else the representation says. Null when there is none. */
  find(representation: JsonObject): Source | null {
    const asked = toText(representation['__typename']);
    for (const type of this.#concreteTypes(asked)) {
      const keys = [...(this.#keys.get(type) ?? []), ...(this.#keys.get(asked) ?? [])];
      const rows = Object.entries(this.#tables[type] ?? {}).filter(([name]) => name !== '*');
      const found = rows.find(([name, row]) =>
        keys.some((key) => matchesKey(key, representation, { id: name, ...(row as JsonObject) })),
      );
      const row = found?.[1] ?? this.#tables[type]?.['*'];
      if (isObject(row)) {
        const id = found === undefined ? {} : { id: found[0] };
        return { __typename: type, fields: { ...id, ...representation, ...row } };
      }
    }
    return null;
  }

  #concreteTypes(name: string): string[] {
    const type = this.#schema.getType(name);
    return isAbstractType(type)
      ? this.#schema.getPossibleTypes(type).map((possible) => possible.name)
      : [name];
  }
}

function answerEntities(schema: GraphQLSchema, reader: TableReader): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const entity = schema.getType('_Entity');
  if (field === undefined || !isUnionType(entity)) {
    return;
  }
  entity.resolveType = undefined;
  field.resolve = (_source, { representations }: { representations: JsonObject[] }) =>
    representations.map((representation) => {
      try {
        return reader.find(representation);
      } catch (error) {
        return error;
      }
    });
}

/** What the subgraph calls its root types: a schema definition may rename them. */
function rootNames(document: DocumentNode): { Query: string; Mutation: string } {
  const names = { Query: 'Query', Mutation: 'Mutation' };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
      for (const { operation, type } of definition.operationTypes ?? []) {
        names[operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query'] = type.name.value;
      }
    }
  }
  return names;
}
