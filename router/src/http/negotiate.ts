import { PipelineError } from '#src/pipeline/errors.ts';

export type MediaType = 'application/json' | 'application/graphql-response+json';

/** How many different wishes are remembered. Clients of one kind all send the same. */
const MAX_KNOWN = 200;

const known = new Map<string, MediaType>();

const SERVED: readonly MediaType[] = ['application/graphql-response+json', 'application/json'];

/**
 * The format to answer in. GraphQL over HTTP, section 4: without a wish it is application/json.
 * Throws NOT_ACCEPTABLE when the client takes neither.
 */
export function negotiate(accept: string | undefined): MediaType {
  if (accept === undefined) {
    return 'application/json';
  }
  const found = known.get(accept);
  if (found !== undefined) {
    return found;
  }
  const type = choose(accept);
  if (known.size < MAX_KNOWN) {
    known.set(accept, type);
  }
  return type;
}

function choose(accept: string): MediaType {
  if (accept.trim() === '') {
    return 'application/json';
  }
  const ranges = accept
    .split(',')
    .map(readRange)
    .filter(({ quality }) => quality > 0);
  const best = ranges
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ type }) => matchRange(type))
    .find((match) => match !== undefined);
  if (best === undefined) {
    throw new PipelineError('NOT_ACCEPTABLE', `Accept one of ${SERVED.join(', ')}.`);
  }
  return best;
}

/** A wildcard means application/json: clients that send one were written before the other type existed. */
function matchRange(type: string): MediaType | undefined {
  return type === '*/*' || type === 'application/*'
    ? 'application/json'
    : SERVED.find((served) => served === type);
}

function readRange(text: string): { type: string; quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}
