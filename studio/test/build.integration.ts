import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { ensureStudioBuilt } from '../build.ts';
import type { StudioBuild } from '../build.ts';

const quiet = () => undefined;

describe('ensureStudioBuilt', () => {
  let studio: StudioBuild;

  beforeAll(async () => {
    studio = await ensureStudioBuilt({ log: quiet });
  });

  it('does not build again what it has built', async () => {
    expect(await ensureStudioBuilt({ log: quiet })).toMatchObject({ built: false });
  });

  it('builds a page that names no other origin', () => {
    const page = readFileSync(join(studio.folder, 'index.html'), 'utf8');

    expect(page.match(/(?:src|href)="(?!\/|data:)[^"]*"/g)).toBeNull();
  });

  it('brings the workers of the editor along', () => {
    const assets = readdirSync(join(studio.folder, 'assets'));

    expect(assets).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^editor\.worker-.*\.js$/),
        expect.stringMatching(/^graphql\.worker-.*\.js$/),
        expect.stringMatching(/^json\.worker-.*\.js$/),
      ]),
    );
  });
});
