import { type DocumentNode, GraphQLError, Kind, parse } from 'graphql';

const JOIN = 'specs.apollo.dev/join/';

/** Parses a supergraph. Throws one sentence when the SDL cannot be read, or is that of something else. */
export function readDocument(sdl: string): DocumentNode {
  if (sdl.trim() === '') {
    throw new Error('The supergraph is empty. Write it with "pnpm graph compose".');
  }
  const document = parseSdl(sdl);
  if (!isJoined(document)) {
    throw new Error(
      `The SDL is no supergraph: its schema has no @link to "https://${JOIN}". ` +
        'It is perhaps the schema of an API or of one subgraph; what composition writes is wanted here ("pnpm graph compose").',
    );
  }
  return document;
}

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) {
      throw error;
    }
    const [place] = error.locations ?? [];
    const at = place === undefined ? '' : ` in line ${place.line}, column ${place.column}`;
    const what = error.message.replace(/^Syntax Error: /u, '');
    throw new Error(`The supergraph is not valid GraphQL${at}: ${what}`, { cause: error });
  }
}

/** Whether the schema is made of several: by @link, or by @core as the first version had it. */
function isJoined({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) =>
      (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) &&
      definition.directives?.some(({ arguments: args }) =>
        args?.some(({ value }) => value.kind === Kind.STRING && value.value.includes(JOIN)),
      ),
  );
}
