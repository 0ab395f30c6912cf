/** Headers that tell calls apart though they ask the same. */
const NOT_OF_THE_QUESTION = new Set([
  'traceparent',
  'tracestate',
  'x-request-id',
  'x-correlation-id',
]);
const fingerprints = new WeakMap<readonly string[], string>();

/** Equal when two callers are told to a subgraph as the same. `headers` are names and values by turns; made once for a list. */
export function fingerprintOf(headers: readonly string[]): string {
  const known = fingerprints.get(headers);
  if (known !== undefined) {
    return known;
  }
  let text = '';
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    if (!NOT_OF_THE_QUESTION.has(name)) {
      text += `${name}:${headers[at + 1] ?? ''}\n`;
    }
  }
  fingerprints.set(headers, text);
  return text;
}
