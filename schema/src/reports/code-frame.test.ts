import { describe, expect, it } from 'vitest';

import { codeFrame } from './code-frame.ts';

const place = (text: string, line: number, column: number) => ({
  subgraph: 'odd',
  file: 'odd.graphql',
  text,
  line,
  column,
  length: 4,
});

describe('a code frame', () => {
  it('shows a line before and a line after, with a marker under the words', () => {
    expect(codeFrame(place('type A {\n  name: Nmae\n}\n', 2, 9))).toBe(
      ['  1 | type A {', '> 2 |   name: Nmae', '    |         ^^^^', '  3 | }'].join('\n'),
    );
  });

  it('keeps tabs before the marker, so that it stands under the words', () => {
    expect(codeFrame(place('\tname: Nmae', 1, 8))).toBe('> 1 | \tname: Nmae\n    | \t      ^^^^');
  });

  it('cuts long lines around the words', () => {
    const frame = codeFrame(place(`${'a '.repeat(200)}Nmae${' b'.repeat(200)}`, 1, 401));
    const [code = '', marker = ''] = frame.split('\n');

    expect(code.slice(marker.indexOf('^'), marker.lastIndexOf('^') + 1)).toBe('Nmae');
    expect(code.length).toBeLessThan(120);
  });

  it('shows what would move the cursor as a sign, and the words at their place', () => {
    expect(codeFrame(place('\u001B[2J\u202E Nmae', 1, 7))).toBe(
      '> 1 | \uFFFD[2J\uFFFD Nmae\n    |       ^^^^',
    );
  });

  it('shows no line beyond the end of the file', () => {
    expect(codeFrame(place('Nmae', 1, 1))).toBe('> 1 | Nmae\n    | ^^^^');
  });
});
