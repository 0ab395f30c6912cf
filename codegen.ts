import { existsSync, readFileSync, readdirSync } from 'node:fs';

import type { CodegenConfig } from '@graphql-codegen/cli';

// Every folder in subgraphs/ is a subgraph, so adding one needs no change here.
const subgraphs = readdirSync('subgraphs')
  .map((name) => `subgraphs/${name}`)
  .concat('bin/new-subgraph/template')
  .filter((folder) => existsSync(`${folder}/schema.graphql`));

/** Each subgraph says in mappers.json which row type stands behind which GraphQL type. */
function readMappers(folder: string): Record<string, string> {
  const file = `${folder}/mappers.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

// The wire forms are the kit's scalars (kit/src/scalars.ts): a DateTime is epoch milliseconds in code.
const scalars = {
  ID: 'string',
  _FieldSet: 'string',
  DateTime: 'number',
  MinorUnits: 'number',
  Decimal: 'string',
  CurrencyCode: 'string',
  CountryCode: 'string',
  Locale: 'string',
  URL: 'string',
  IdempotencyKey: 'string',
};

const config: CodegenConfig = {
  generates: {
    // Checked against the graph's schema; what a client may run where the router keeps to a list of documents.
    'studio/persisted-documents.json': {
      schema: 'schema/api.graphql',
      documents: 'studio/examples/*.graphql',
      plugins: ['./bin/persisted-documents.ts'],
    },
    'schema/src/generated/resolvers.ts': {
      schema: 'schema/registry.graphql',
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { ID: 'string', DateTime: 'number', JSON: 'unknown' },
        contextType: '../registry/context.ts#Context',
        mappers: {
          Activation: '../registry/tables.ts#ActivationRow',
          Subgraph: '../registry/member.ts#Member as MemberModel',
          Publication: '../registry/tables.ts#PublicationRow',
          Instance: '../registry/tables.ts#InstanceRow',
          Token: '../registry/tables.ts#TokenRow',
          AuditEntry: '../registry/tables.ts#AuditRow',
        },
      },
    },
    ...Object.fromEntries(
      subgraphs.map((folder) => [
        `${folder}/src/generated/resolvers.ts`,
        {
          schema: `${folder}/schema.graphql`,
          plugins: ['typescript', 'typescript-resolvers'],
          config: {
            federation: true,
            useTypeImports: true,
            enumsAsTypes: true,
            strictScalars: true,
            scalars,
            contextType: '../context.ts#Context',
            mappers: readMappers(folder),
          },
        },
      ]),
    ),
  },
};

export default config;
