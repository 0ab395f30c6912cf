import type { FetchReport } from '#src/fetchers/scope.ts';

/** What the line of an operation says. */
export interface Summary {
  readonly operation: { readonly json: string };
  readonly status: number;
  readonly ms: number;
  readonly codes: readonly string[];
  readonly clientName: string | null;
  readonly clientVersion: string | null;
  readonly variant: string | null;
  readonly generation: string | null;
  readonly fetches: readonly FetchReport[];
  readonly requestId: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** The fields of the line, as JSON without braces. Put together by hand: this is the hot path of every request. */
export function writeSummary(summary: Summary): string {
  const { codes, clientName, clientVersion, fetches, correlationId, traceparent } = summary;
  return (
    `${summary.operation.json},"status":${summary.status},"ms":${summary.ms}` +
    (codes.length > 0 ? `,"codes":${JSON.stringify(codes)}` : '') +
    `,"client":${quote(clientName)},"clientVersion":${quote(clientVersion)}` +
    `,"variant":${quote(summary.variant)},"generation":${quote(summary.generation)}` +
    `,"fetches":${fetches.length},"subgraphs":${writeSubgraphs(fetches)}` +
    `,"requestId":"${summary.requestId}","correlationId":${quote(correlationId)}` +
    `,"traceId":"${traceparent.slice(3, 35)}"`
  );
}

function quote(text: string | null): string {
  return text === null ? 'null' : JSON.stringify(text);
}

/** Fetches by subgraph, in order of the first answers. A subgraph is named once, so the list is walked once for each. */
function writeSubgraphs(fetches: readonly FetchReport[]): string {
  let text = '';
  for (let at = 0; at < fetches.length; at += 1) {
    const name = fetches[at]?.subgraph;
    if (name !== undefined && isFirst(fetches, at, name)) {
      text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${writeTotals(fetches, at, name)}`;
    }
  }
  return `{${text}}`;
}

function isFirst(fetches: readonly FetchReport[], at: number, name: string): boolean {
  for (let before = 0; before < at; before += 1) {
    if (fetches[before]?.subgraph === name) {
      return false;
    }
  }
  return true;
}

function writeTotals(fetches: readonly FetchReport[], start: number, name: string): string {
  let [count, ms, lost] = [0, 0, 0];
  for (let at = start; at < fetches.length; at += 1) {
    const fetch = fetches[at];
    if (fetch?.subgraph === name) {
      count += 1;
      ms += fetch.ms;
      lost += fetch.lost === undefined ? 0 : 1;
    }
  }
  const total = Math.round(ms * 10) / 10;
  return `{"fetches":${count},"ms":${total}${lost > 0 ? `,"lost":${lost}` : ''}}`;
}
