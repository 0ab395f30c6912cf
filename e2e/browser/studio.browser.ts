import { existsSync } from 'node:fs';

import { type Browser, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningGraph, startGraph } from '../harness/start-graph.ts';

const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const hasChromium = existsSync(chromiumPath);
if (!hasChromium) {
  process.stdout.write(
    `browser tests are skipped: there is no ${chromiumPath}; CHROMIUM_PATH names another one\n`,
  );
}

describe.skipIf(!hasChromium)('the studio', () => {
  let graph: RunningGraph;
  let browser: Browser;

  beforeAll(async () => {
    [graph, browser] = await Promise.all([
      startGraph({ profile: 'tiny' }),
      // Chromium refuses its sandbox to root, which is who runs in containers.
      chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] }),
    ]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await graph?.stop();
  });

  /** The studio in a fresh profile, with every other origin blocked; `foreign` collects who tried. */
  async function openStudio() {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const foreign: string[] = [];
    const errors: string[] = [];
    await context.route(
      (url) => url.origin !== graph.url && !['data:', 'blob:'].includes(url.protocol),
      (route) => {
        foreign.push(route.request().url());
        return route.abort();
      },
    );
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') {
        errors.push(message.text());
      }
    });
    await page.goto(graph.url);
    await page.getByRole('heading', { name: 'Examples' }).waitFor();
    // The editors arrive later, and take the focus when they do.
    await page.locator('.result-window .monaco-editor').waitFor();
    return { page, foreign, errors, [Symbol.asyncDispose]: () => context.close() };
  }

  const run = (page: Page, title: string) =>
    page.getByRole('button', { name: `Run: ${title}` }).click();

  /** What the answer pane shows once it shows this. The editor draws the first screenful only. */
  async function readAnswer(page: Page, awaited: string | RegExp) {
    const pane = page.locator('.result-window').filter({ hasText: awaited });
    return (await pane.textContent()) ?? '';
  }

  it('loads and answers with nothing but its own origin', async () => {
    await using studio = await openStudio();

    await run(studio.page, 'The menu');
    await readAnswer(studio.page, 'navigation');

    expect(studio.foreign).toEqual([]);
    expect(studio.errors).toEqual([]);
  });

  it('asks the endpoint that is chosen', async () => {
    await using studio = await openStudio();

    await studio.page.getByLabel('Endpoint').selectOption('/graphql/partner');
    await studio.page.waitForURL('**/?endpoint=/graphql/partner');
    await studio.page.locator('.result-window .monaco-editor').waitFor();
    await run(studio.page, 'Create a cart with two lines');

    expect(await readAnswer(studio.page, 'mutations')).toMatch(/no\smutations/u);
  });

  it('shows names and prices after one click on an example', async () => {
    await using studio = await openStudio();

    await run(studio.page, 'A page of products with prices');

    expect(await readAnswer(studio.page, 'decimal')).toMatch(/"decimal":\s"\d+\.\d\d"/);
  });

  it('shows the correlation id of the answer', async () => {
    await using studio = await openStudio();

    await run(studio.page, 'The menu');

    const status = studio.page.getByRole('status', { name: 'Last answer' });
    await status.getByRole('button').waitFor();
    expect(await status.textContent()).toMatch(/^200\d+ ms\S{8,}copy$/);
  });

  it('carries a cart from creation to its totals', async () => {
    await using studio = await openStudio();

    await run(studio.page, 'Create a cart with two lines');
    await studio.page.getByRole('button', { name: 'Forget the cart' }).waitFor();
    const [answer] = await Promise.all([
      studio.page.waitForResponse(/\/graphql$/),
      run(studio.page, 'The cart with live prices and totals'),
    ]);

    expect(await answer.json()).toMatchObject({
      data: { cart: { totalQuantity: 7, totals: { total: { currency: 'USD' } } } },
    });
  });

  it('signs in with a click and says who it is', async () => {
    await using studio = await openStudio();

    await studio.page.getByRole('button', { name: 'Merchandiser', exact: true }).click();

    await studio.page.getByRole('status', { name: 'Signed in' }).waitFor();
    const pressed = studio.page.getByRole('button', {
      name: 'Merchandiser',
      exact: true,
      pressed: true,
    });
    expect(await pressed.count()).toBe(1);
  });

  it('signs in by itself for an example that needs it', async () => {
    await using studio = await openStudio();

    await run(studio.page, 'My account');

    expect(await readAnswer(studio.page, 'email')).toContain('shopper@example.com');
  });

  it('is usable by keyboard alone', async () => {
    await using studio = await openStudio();
    const button = studio.page.getByRole('button', { name: 'Run: The menu' });

    await button.press('Enter');

    expect(await readAnswer(studio.page, 'navigation')).toContain('"children"');
  });
});
