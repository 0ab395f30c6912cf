import { readFileSync } from 'node:fs';
import path from 'node:path';

import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';

import { readConfig } from '#src/config/read-config.ts';
import { resolveVariants } from '#src/config/variants.ts';
import { createVariantSchema } from '#src/supergraph/variants/create-variant-schema.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const file = path.join(ROOT, 'runner/router.yaml');
const supergraph = parse(readFileSync(path.join(ROOT, 'schema/supergraph.graphql'), 'utf8'));
const variants = resolveVariants(
  readConfig({
    text: readFileSync(file, 'utf8'),
    file,
    env: {},
    flags: {},
    workingDirectory: ROOT,
  }),
);
const schemas = new Map(
  variants.map(({ name, ...filter }) => [name, createVariantSchema(name, filter)(supergraph)]),
);
const schemaOf = (name: string): GraphQLSchema => {
  const schema = schemas.get(name);
  if (schema === undefined) {
    throw new Error(`runner/router.yaml has no variant "${name}".`);
  }
  return schema;
};

/** What a type is made of, as names. */
function partsOf(type: GraphQLNamedType): string[] {
  if (isUnionType(type)) {
    return type.getTypes().map(({ name }) => name);
  }
  if (isEnumType(type)) {
    return type.getValues().map(({ name }) => name);
  }
  if (isInputObjectType(type)) {
    return Object.keys(type.getFields());
  }
  return isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map(({ name, args }) =>
        args.length === 0 ? name : `${name}(${args.map((arg) => arg.name).join(' ')})`,
      )
    : [];
}

function listParts(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  return new Map(types.map((type) => [type.name, partsOf(type)]));
}

const printLines = (lines: readonly string[]): string => `${lines.toSorted().join('\n')}\n`;

/** One line a type: all it has. */
const listShown = (name: string): string =>
  printLines(
    [...listParts(schemaOf(name))].map(([type, parts]) => [`${type}:`, ...parts].join(' ')),
  );

/** One line a type: what it lacks, or that it is not there. */
function listHidden(name: string): string {
  const shown = listParts(schemaOf(name));
  return printLines(
    [...listParts(schemaOf(''))].flatMap(([type, parts]) => {
      const left = shown.get(type);
      const missing = parts.filter((part) => left?.includes(part) !== true);
      const isGone = left === undefined;
      return isGone || missing.length > 0 ? [isGone ? type : `${type}: ${missing.join(' ')}`] : [];
    }),
  );
}

// `vitest --update` writes the lists anew; the difference is what a reviewer reads.
const listFile = (name: string): string => path.join(ROOT, `schema/variants/${name}.txt`);

describe('of this graph', () => {
  it.each(['web', 'mobile', 'agent'])('%s hides what its list says', async (name) => {
    await expect(listHidden(name)).toMatchFileSnapshot(listFile(`${name}-hides`));
  });

  it('partner shows what its list says', async () => {
    await expect(listShown('partner')).toMatchFileSnapshot(listFile('partner-shows'));
  });

  it('partner changes nothing', () => {
    expect(schemaOf('partner').getMutationType()).toBeUndefined();
  });

  it('mobile alone gets refresh tokens as data', () => {
    const names = [...schemas].filter(([, schema]) => {
      const type = schema.getType('AuthPayload');
      return isObjectType(type) && Object.hasOwn(type.getFields(), 'refreshToken');
    });

    expect(names.map(([name]) => name)).toEqual(['', 'mobile']);
  });
});
