import { describe, expect, it } from 'vitest';

import { readFlags } from './flags.ts';

describe('readFlags', () => {
  it('reads every flag, whether its value stands behind it or after "="', () => {
    expect(readFlags(['--supergraph', 'a.graphql', '--port=0', '--config', 'b.yaml'])).toEqual({
      supergraph: 'a.graphql',
      port: '0',
      config: 'b.yaml',
    });
    expect(readFlags([])).toEqual({});
  });

  it.each([['--help'], ['-h'], ['--port', '1', '--help']])(
    'knows that %s asks for help',
    (...args) => {
      expect(readFlags(args)).toBe('help');
    },
  );

  it.each<[string[], string]>([
    [['--prot', '1'], 'There is no flag "--prot". Did you mean "--port"?'],
    [
      ['--verbose'],
      'There is no flag "--verbose". The flags are "--config", "--supergraph", "--port" and "--help".',
    ],
    [['-p', '1'], 'There is no flag "-p".'],
    [['--port'], 'The flag "--port" has no value behind it, such as "--port 4000".'],
    [['--port='], 'The flag "--port" has no value'],
    [['--supergraph', '--port', '1'], 'The flag "--supergraph" has no value'],
    [
      ['a.graphql'],
      '"a.graphql" has no flag before it. A supergraph is given as "--supergraph a.graphql".',
    ],
  ])('refuses %j with a sentence', (args, message) => {
    expect(() => readFlags(args)).toThrow(message);
  });
});
