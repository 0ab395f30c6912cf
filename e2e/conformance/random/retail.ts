import { readFileSync } from 'node:fs';
import path from 'node:path';

import { type DocumentNode, Kind, parse, print, visit } from 'graphql';

import { runSubgraph } from '../harness/run-subgraph.ts';
import { serve } from '../harness/serve.ts';

import { readAllKeys, readRequires } from './federation-facts.ts';
import { createMockSubgraph } from './mock-subgraph.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const SECURITY = new Set(['authenticated', 'requiresScopes', 'policy']);

export interface MockedGraph extends AsyncDisposable {
  readonly sdl: string;
}

/** The graph of this repository over made-up subgraphs. Nothing in it is protected: that is another test's. */
export async function serveRetailGraph(): Promise<MockedGraph> {
  const supergraph = parse(readFileSync(path.join(ROOT, 'schema/supergraph.graphql'), 'utf8'));
  const names = listGraphs(supergraph);
  const documents = names.map((name) =>
    parse(readFileSync(path.join(ROOT, 'subgraphs', name, 'schema.graphql'), 'utf8')),
  );
  const keys = readAllKeys(documents);
  const served = documents.map((document, at) => {
    const name = names[at] ?? '';
    const subgraph = createMockSubgraph({ name, document, keys, requires: readRequires(document) });
    const answer = async (body: string) => ({
      status: 200,
      type: 'application/json',
      body: await runSubgraph(subgraph, body),
    });
    return [`/${name}`, { answer }] as const;
  });
  const server = await serve(new Map(served));
  return {
    sdl: print(withUrls(withoutShares(withoutSecurity(supergraph)), server.url)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function listGraphs(supergraph: DocumentNode): string[] {
  return supergraph.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).map(({ name }) => name.value.toLowerCase())
      : [],
  );
}

function withoutSecurity(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    Directive(node) {
      const text = node.name.value === 'link' ? print(node) : '';
      const isLink = [...SECURITY].some((name) => text.includes(`/${name}/`));
      return SECURITY.has(node.name.value) || isLink ? null : undefined;
    },
    DirectiveDefinition: ({ name }) => (SECURITY.has(name.value) ? null : undefined),
  });
}

/** ApolloGateway knows no shares: to it a label does not hold unless it is told so. Nor does one to ours that names no share. */
function withoutShares(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    Argument: (node) =>
      node.name.value === 'overrideLabel'
        ? { ...node, value: { kind: Kind.STRING, value: 'unset' } }
        : undefined,
  });
}

function withUrls(supergraph: DocumentNode, base: string): DocumentNode {
  return visit(supergraph, {
    EnumValueDefinition: (node) => ({
      ...node,
      directives: node.directives?.map((directive) =>
        directive.name.value === 'join__graph'
          ? {
              ...directive,
              arguments: directive.arguments?.map((argument) =>
                argument.name.value === 'url'
                  ? {
                      ...argument,
                      value: {
                        kind: Kind.STRING,
                        value: `${base}/${node.name.value.toLowerCase()}`,
                      },
                    }
                  : argument,
              ),
            }
          : directive,
      ),
    }),
  });
}
