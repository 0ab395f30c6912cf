import { once } from 'node:events';
import { PassThrough } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { assertConfirmed, openTerminal } from './terminal.ts';

function openFake({ isTTY, env = {} }: { isTTY: boolean; env?: Record<string, string> }) {
  const stream = () => Object.assign(new PassThrough(), { isTTY });
  const streams = { stdin: stream(), stdout: stream(), stderr: stream() };
  const process = streams as unknown as Pick<NodeJS.Process, keyof typeof streams>;
  return { ...streams, terminal: openTerminal(process, env) };
}

describe('a terminal', () => {
  it('says on stderr what takes long', async () => {
    const { terminal, stderr } = openFake({ isTTY: false });

    // What runs ends with the first word about it.
    const [said] = await terminal.during('Composing', () => once(stderr, 'data'));

    expect(String(said)).toBe('Composing …\n');
  });

  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [false, {}, false],
  ])('that is one: %s, with %j, has colour: %s', (isTTY, env, expected) => {
    expect(openFake({ isTTY, env }).terminal.hasColour).toBe(expected);
  });
});

describe('assertConfirmed', () => {
  it('asks nobody when it was said in the call', async () => {
    const { terminal } = openFake({ isTTY: true });

    await expect(assertConfirmed(terminal, 'Really?', true)).resolves.toBeUndefined();
  });

  it.each(['y', 'Y', 'yes'])('takes "%s" for a yes', async (answer) => {
    const { terminal, stdin } = openFake({ isTTY: true });
    stdin.write(`${answer}\n`);

    await expect(assertConfirmed(terminal, 'Really?', false)).resolves.toBeUndefined();
  });

  it.each(['', 'n', 'yesterday'])('takes "%s" for a no', async (answer) => {
    const { terminal, stdin } = openFake({ isTTY: true });
    stdin.write(`${answer}\n`);

    await expect(assertConfirmed(terminal, 'Really?', false)).rejects.toThrow('Nothing was done.');
  });

  it('refuses where nobody can be asked', async () => {
    const { terminal } = openFake({ isTTY: false });

    await expect(assertConfirmed(terminal, 'Really?', false)).rejects.toThrow(
      'Really? Nobody is there to ask: say --yes.',
    );
  });
});
