import { createHash } from 'node:crypto';

import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLError,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';

import { type Json, type JsonObject, isObject, readPath, toText } from '../harness/json.ts';
import type { ExecutableSubgraph } from '../harness/run-subgraph.ts';

import type { Keys } from './federation-facts.ts';

/** What a made-up object is known by: everything it answers follows from it, in whatever subgraph. */
interface Made {
  readonly __typename: string;
  readonly identity: string;
  /** What a representation brought along. */
  readonly given: JsonObject;
}

export interface MockOptions {
  readonly name: string;
  readonly document: DocumentNode;
  /** The keys of all entities of the graph. */
  readonly keys: Keys;
  /** The first names of what fields of this subgraph require, by coordinate. */
  readonly requires: ReadonlyMap<string, readonly string[]>;
}

const ENTITIES = 7;

/** A subgraph that answers every operation: values follow from type, key, field, arguments and requirements. */
export function createMockSubgraph(options: MockOptions): ExecutableSubgraph {
  const schema = buildSubgraphSchema([{ typeDefs: options.document }]);
  const mock = new Mock(schema, options);
  const entities = schema.getQueryType()?.getFields()['_entities'];
  const entity = schema.getType('_Entity');
  if (entities !== undefined && isUnionType(entity)) {
    entity.resolveType = undefined;
    entities.resolve = (_source, { representations }: { representations: JsonObject[] }) =>
      representations.map((representation) => mock.find(representation));
  }
  return {
    schema,
    resolveField: (...[source, args, , info]) =>
      mock.answer((source ?? mock.root(info)) as Made, args as JsonObject, info),
    resolveType: (value) => (value as Made).__typename,
  };
}

class Mock {
  readonly #schema: GraphQLSchema;
  readonly #options: MockOptions;

  constructor(schema: GraphQLSchema, options: MockOptions) {
    this.#schema = schema;
    this.#options = options;
  }

  root({ parentType }: GraphQLResolveInfo): Made {
    return { __typename: parentType.name, identity: 'root', given: {} };
  }

  /** Null now and then: not every subgraph knows every entity. */
  find(representation: JsonObject): Made | null {
    const type = toText(representation['__typename']);
    const { keys, name } = this.#options;
    const key = (keys.get(type) ?? [])
      .map((path) => readPath(representation, path))
      .find((value) => value !== undefined);
    const identity = toText(key ?? '0');
    return hash(name, type, identity) % 11 === 0
      ? null
      : { __typename: type, identity, given: representation };
  }

  answer(source: Made, args: JsonObject, info: GraphQLResolveInfo): unknown {
    const { parentType, fieldName, returnType } = info;
    const key = this.#readKey(source, fieldName, returnType);
    if (key !== undefined) {
      return key;
    }
    const required = this.#options.requires.get(`${parentType.name}.${fieldName}`) ?? [];
    const inputs = required.map((name) => source.given[name] ?? null);
    const seed = [
      source.__typename,
      source.identity,
      fieldName,
      sorted(args),
      sorted(inputs),
    ].join();
    if (source.identity !== 'root' && hash(seed, 'error') % 45 === 0) {
      throw new GraphQLError(`No ${fieldName}.`, { extensions: { code: 'MADE_UP' } });
    }
    return this.#make(returnType, seed);
  }

  /** A field of a key tells the identity; an object on the way to one has the same. */
  #readKey(source: Made, fieldName: string, returnType: GraphQLOutputType): unknown {
    const paths = this.#options.keys.get(source.__typename) ?? [];
    const path = paths.find(([first]) => first === fieldName);
    if (path === undefined) {
      return undefined;
    }
    const type = getNamedType(returnType);
    const given = source.given[fieldName];
    return isCompositeType(type)
      ? { __typename: type.name, identity: source.identity, given: isObject(given) ? given : {} }
      : source.identity;
  }

  #make(type: GraphQLOutputType, seed: string): unknown {
    if (isNonNullType(type)) {
      return this.#fill(type.ofType, seed);
    }
    return hash(seed, 'null') % 16 === 0 ? null : this.#fill(type, seed);
  }

  #fill(type: GraphQLOutputType, seed: string): unknown {
    if (isListType(type)) {
      const { ofType } = type;
      return Array.from({ length: lengthOf(seed) }, (_, i) => this.#make(ofType, `${seed},${i}`));
    }
    return isCompositeType(getNamedType(type)) ? this.#object(type, seed) : leaf(type, seed);
  }

  #object(type: GraphQLOutputType, seed: string): Made {
    const named = getNamedType(type);
    const members = isAbstractType(named)
      ? this.#schema.getPossibleTypes(named).map((member) => member.name)
      : [named.name];
    const __typename = members.toSorted()[hash(seed, 'member') % members.length] ?? named.name;
    const isEntity = this.#options.keys.has(__typename);
    const identity = isEntity ? String(hash(seed, 'entity') % ENTITIES) : seed;
    return { __typename, identity, given: {} };
  }
}

// Seldom none, so that operations go deep.
function lengthOf(seed: string): number {
  const value = hash(seed, 'length');
  return value % 8 === 0 ? 0 : 1 + (value % 3);
}

function leaf(type: GraphQLOutputType, seed: string): Json {
  const named = getNamedType(type);
  const value = hash(seed, 'leaf');
  if (isEnumType(named)) {
    return named.getValues()[value % named.getValues().length]?.name ?? null;
  }
  switch (named.name) {
    case 'Int':
      return value % 1000;
    case 'Float':
      return (value % 1000) / 8;
    case 'Boolean':
      return value % 2 === 0;
    default:
      return `text ${value % 1000}`;
  }
}

function hash(...parts: readonly string[]): number {
  return createHash('md5').update(parts.join('|')).digest().readUInt32LE(0);
}

function sorted(value: JsonObject | readonly Json[]): string {
  return JSON.stringify(value, (_key, element: Json) =>
    isObject(element)
      ? Object.fromEntries(Object.entries(element).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : element,
  );
}
