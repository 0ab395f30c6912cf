import { describe, expect, it } from 'vitest';

import { type Summary, writeSummary } from './summary-line.ts';

const summary = (over: Partial<Summary> = {}): Summary => ({
  operation: { json: '"operation":"Shelf","type":"query","hash":"abc"' },
  status: 200,
  ms: 1.5,
  codes: [],
  clientName: null,
  clientVersion: null,
  variant: 'web',
  generation: 'g1',
  fetches: [],
  requestId: 'req_1',
  correlationId: 'corr_1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ...over,
});
const write = (over?: Partial<Summary>): unknown => JSON.parse(`{${writeSummary(summary(over))}}`);

describe('writeSummary', () => {
  it('says who asked what, and how it went', () => {
    expect(write({ clientName: 'shop', clientVersion: '1.0', codes: ['NOT_FOUND'] })).toEqual({
      operation: 'Shelf',
      type: 'query',
      hash: 'abc',
      status: 200,
      ms: 1.5,
      codes: ['NOT_FOUND'],
      client: 'shop',
      clientVersion: '1.0',
      variant: 'web',
      generation: 'g1',
      fetches: 0,
      subgraphs: {},
      requestId: 'req_1',
      correlationId: 'corr_1',
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
  });

  it('adds up the fetches of each subgraph, and says which were lost', () => {
    const fetches = [
      { subgraph: 'catalog', ms: 1.1, status: 200, lost: undefined },
      { subgraph: 'pricing', ms: 5, status: 0, lost: 'SUBGRAPH_TIMEOUT' as const },
      { subgraph: 'catalog', ms: 2.2, status: 200, lost: undefined },
    ];

    expect(write({ fetches })).toMatchObject({
      fetches: 3,
      subgraphs: { catalog: { fetches: 2, ms: 3.3 }, pricing: { fetches: 1, ms: 5, lost: 1 } },
    });
  });

  it('stays one line of JSON whatever clients and subgraphs put in', () => {
    const hostile = 'a"\n\\,"admin":true\u2028';
    const over = {
      clientName: hostile,
      clientVersion: hostile,
      correlationId: hostile,
      codes: [hostile],
      fetches: [{ subgraph: hostile, ms: 1, status: 200, lost: undefined }],
    };

    expect(writeSummary(summary(over))).not.toContain('\n');
    expect(write(over)).toMatchObject({ client: hostile, codes: [hostile] });
    expect(write(over)).not.toHaveProperty('admin');
  });
});
