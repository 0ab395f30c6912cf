import { describe, expect, it } from 'vitest';

import { EMPTY_REPORT, type Report } from '#src/reports/report.ts';

import { packReport, unpackReport } from './pack-report.ts';

const place = (file: string, text: string) => ({
  subgraph: 'a',
  file,
  text,
  line: 1,
  column: 1,
  length: 4,
});
const report = (...places: ReturnType<typeof place>[]): Report => ({
  ...EMPTY_REPORT,
  faults: [
    {
      code: 'ODD',
      message: 'Odd.',
      places,
      consequences: [{ code: 'THEN', message: 'Then.', places }],
    },
  ],
});

describe('packReport', () => {
  it('has the text of a file once, however many places name it', () => {
    const packed = packReport(report(place('a.graphql', 'type A'), place('a.graphql', 'type A')));

    expect(JSON.stringify(packed).split('type A')).toHaveLength(2);
  });

  it.each([
    ['one file', report(place('a.graphql', 'type A'))],
    ['two files', report(place('a.graphql', 'type A'), place('b.graphql', 'type B'))],
    ['two texts of one file name', report(place('a.graphql', 'old'), place('a.graphql', 'new'))],
    ['a file named like a property', report(place('__proto__', 'type A'))],
    ['no faults', EMPTY_REPORT],
  ])('gives the same report back: %s', (_, given) => {
    const sent = JSON.parse(JSON.stringify(packReport(given))) as ReturnType<typeof packReport>;

    expect(unpackReport(sent)).toEqual(given);
  });
});
