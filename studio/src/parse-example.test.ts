import { describe, expect, it } from 'vitest';

import { parseExample } from './parse-example.ts';

const TEXT = `# title: All boxes
# group: Boxes
# needs: login
# Why one would.
query Boxes {
  boxes
}
`;

describe('parseExample', () => {
  it('reads the header lines, what it is about, and the operation', () => {
    expect(parseExample('../examples/07-all-boxes.graphql', TEXT, '{"first": 1}')).toEqual({
      name: 'all-boxes',
      title: 'All boxes',
      group: 'Boxes',
      needs: 'login',
      about: 'Why one would.',
      query: 'query Boxes {\n  boxes\n}\n',
      operationName: 'Boxes',
      variables: { first: 1 },
    });
  });

  it.each([
    { fault: 'no title', text: TEXT.replace('# title: All boxes\n', '') },
    { fault: 'no group', text: TEXT.replace('# group: Boxes\n', '') },
    { fault: 'no named operation', text: TEXT.replace('query Boxes', 'query') },
  ])('refuses a file with $fault', ({ text }) => {
    expect(() => parseExample('x.graphql', text)).toThrow('The example "x.graphql"');
  });
});
