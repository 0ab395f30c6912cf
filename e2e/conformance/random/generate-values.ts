import {
  type GraphQLInputType,
  Kind,
  type ValueNode,
  astFromValue,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';

import type { Json } from '../harness/json.ts';

import type { Random } from '../../harness/random.ts';

const TEXTS = ['', 'a', 'p1', 'u1', 'red', 'quote " and \\ and é'];

/** A value for an argument or a variable, as JSON. Keys of the corpus are likely. */
export function generateValue(chance: Random, type: GraphQLInputType, depth = 0): Json {
  if (isNonNullType(type)) {
    return generateSome(chance, type.ofType, depth);
  }
  return chance.is(0.1) ? null : generateSome(chance, type, depth);
}

function generateSome(chance: Random, type: GraphQLInputType, depth: number): Json {
  if (isListType(type)) {
    const { ofType } = type;
    return Array.from({ length: chance.below(3) }, () => generateValue(chance, ofType, depth + 1));
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (input) =>
        (isNonNullType(input.type) && input.defaultValue === undefined) ||
        (depth < 3 && chance.is(0.4)),
    );
    const chosen = type.isOneOf ? fields.slice(0, 1) : fields;
    return Object.fromEntries(
      chosen.map((input) => [input.name, generateValue(chance, input.type, depth + 1)]),
    );
  }
  return generateLeaf(chance, type);
}

function generateLeaf(chance: Random, type: GraphQLInputType): Json {
  if (isEnumType(type)) {
    return chance.pickIfAny(type.getValues())?.name ?? null;
  }
  const of = isScalarType(type) ? type.name : '';
  switch (of) {
    case 'Int':
      return chance.below(5);
    case 'Float':
      return chance.below(50) / 10;
    case 'Boolean':
      return chance.is(0.5);
    default:
      return chance.is(0.5) ? String(chance.below(7)) : (chance.pickIfAny(TEXTS) ?? '');
  }
}

/** The same value in the text of an operation. */
export function toLiteral(value: Json, type: GraphQLInputType): ValueNode {
  return astFromValue(value, type) ?? { kind: Kind.NULL };
}
