export type HeaderSource = readonly string[] | Readonly<Record<string, string>>;

/** Headers that tell calls apart though they ask the same. */
const NOT_OF_THE_QUESTION = new Set([
  'traceparent',
  'tracestate',
  'x-request-id',
  'x-correlation-id',
]);
const fingerprints = new WeakMap<HeaderSource, string>();

/** Names and values by turns, as the HTTP client takes them. */
export function flatten(headers: HeaderSource): readonly string[] {
  return isFlat(headers) ? headers : Object.entries(headers).flat();
}

/** Equal when two callers are told to a subgraph as the same. Made once for a list. */
export function fingerprintOf(source: HeaderSource): string {
  const known = fingerprints.get(source);
  if (known !== undefined) {
    return known;
  }
  const headers = flatten(source);
  let text = '';
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    if (!NOT_OF_THE_QUESTION.has(name)) {
      text += `${name}:${headers[at + 1] ?? ''}\n`;
    }
  }
  fingerprints.set(source, text);
  return text;
}

function isFlat(headers: HeaderSource): headers is readonly string[] {
  return Array.isArray(headers);
}
