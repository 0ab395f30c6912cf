import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { CustomerLife, PERSON, TRACES } from './harness/customer-life.ts';
import { query } from './harness/query.ts';
import { createKey, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const AGENT_SCREEN = readFileSync(
  fileURLToPath(new URL('../studio/examples/43-agent-screen.graphql', import.meta.url)),
  'utf8',
);

let dataDir: string;
let graph: RunningGraph;
let life: CustomerLife;
let customerId: string;
let orderId: string;
let ticketId: string;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'customer-life-'));
  graph = await startGraph({ dataDir });
  life = new CustomerLife(graph.url);
  customerId = await life.register();
});
afterAll(async () => {
  await graph?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

it('buys, asks about the order, is answered, sends it back, is paid back and says how it was', async () => {
  orderId = await life.buy('DEMO-SALE');
  const order = await life.receive(orderId);
  expect(order.status).toBe('DELIVERED');
  ticketId = await life.askTheShop(orderId);
  expect(await life.sendBack(orderId, order.lines)).toBeGreaterThan(0);
  await life.change('ticketReply', {
    input: { ticketId, body: 'The money is here.', idempotencyKey: createKey() },
    fields: 'ticket { status }',
  });
  await life.change('ticketResolve', {
    input: { ticketId, resolution: `Paid back to ${PERSON.lastName}.` },
    type: 'TicketCloseInput',
    headers: await signIn(graph.url, 'agent@example.com'),
    fields: 'ticket { status }',
  });
  const rated = await life.change('ticketRate', {
    input: { ticketId, rating: 5, comment: `${PERSON.firstName} is happy.` },
    fields: 'ticket { status rating }',
  });
  expect(rated.ticket).toEqual({ status: 'RESOLVED', rating: 5 });
});

it('reviews what was bought as a verified purchase', async () => {
  const { order } = await life.ask(
    'query ($id: ID!) { order(id: $id) { lines { variant { product { id } } } } }',
    { id: orderId },
  );
  const itemId: string = order.lines[0].variant.product.id;
  await life.change('reviewSubmit', {
    input: {
      itemId,
      rating: 2,
      body: 'It came with a dent.',
      authorName: PERSON.authorName,
      idempotencyKey: createKey(),
    },
    fields: 'review { id }',
  });
  const { node } = await life.ask(
    `query ($id: ID!) { node: product(id: $id) { rating { count average } reviews { nodes { authorName verifiedPurchase author { publicName } } } } }`,
    { id: itemId },
  );
  expect(node.reviews.nodes).toContainEqual({
    authorName: PERSON.authorName,
    verifiedPurchase: true,
    author: { publicName: expect.stringContaining(PERSON.firstName) },
  });
});

it('is on an agent’s screen in one operation', async () => {
  const { data, errors } = await query(graph.url, {
    query: AGENT_SCREEN,
    variables: { id: customerId },
    headers: await signIn(graph.url, 'agent@example.com'),
    variant: 'agent',
  });
  expect(errors).toBeUndefined();
  expect(data.customer).toMatchObject({ email: PERSON.email });
});

it('leaves no trace in any database, file or log once the account is erased', async () => {
  // All of it is there to be found before.
  const before = findInRows(dataDir).map((trace) => trace.split('.')[0]);
  expect(new Set(before)).toEqual(new Set(['customers', 'orders', 'reviews', 'support', 'cart']));

  await life.change('accountErase', {
    input: { password: PERSON.password, confirm: 'ERASE' },
    fields: 'ok',
  });
  await expect.poll(() => findInRows(dataDir), { timeout: 30_000 }).toEqual([]);
  await graph.stop();
  // A mail that was sent is its reader's: files take the place of a mail server here.
  const files = listFiles(dataDir).filter((file) => !file.startsWith(path.join(dataDir, 'mail')));
  files.filter((file) => file.endsWith('.db')).forEach(settle);
  const found = files.flatMap((file) =>
    findTraces(readFileSync(file).toString('latin1'), path.relative(dataDir, file)),
  );
  expect(found).toEqual([]);
  expect(findTraces(graph.output(), 'log')).toEqual([]);
});

/** What tells who the person is in any row of any service's database. */
function findInRows(folder: string): string[] {
  return listFiles(folder)
    .filter((file) => file.endsWith('.db'))
    .flatMap((file) => {
      using db = new DatabaseSync(file, { readOnly: true });
      const tables = db.prepare("select name from sqlite_master where type = 'table'").all();
      return tables.flatMap(({ name }) => {
        const rows = db.prepare(`select * from "${String(name)}"`).all();
        const where = `${path.relative(folder, file)} ${String(name)}`;
        return findTraces(rows.map(textOf).join('\n'), where);
      });
    });
}

const textOf = (row: object): string =>
  Object.values(row)
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
    .join(' ');

function findTraces(text: string, where: string): string[] {
  const lower = text.toLowerCase();
  return TRACES.filter((trace) => lower.includes(trace)).map((trace) => `${where}: ${trace}`);
}

/** Moves all that the write-ahead log of a database holds into its file, and gives free pages back. */
function settle(file: string): void {
  using db = new DatabaseSync(file);
  db.exec('pragma wal_checkpoint(truncate); vacuum; pragma wal_checkpoint(truncate)');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
