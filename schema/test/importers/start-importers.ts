import { createHash } from 'node:crypto';

import { defineConsumer, on } from '@supergraph/kit/consumer';
import type { Queries } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';
import { defineEvents } from '@supergraph/kit/events';
import { defineImportType } from '@supergraph/kit/import';
import type { RequestContext } from '@supergraph/kit/request-context';
import { defineService } from '@supergraph/kit/service';
import { keyFor } from '@supergraph/kit/signing';
import { createTestService } from '@supergraph/kit/testing';
import { z } from 'zod';

export const GRAPH_KEY = createHash('sha256').update('graph').digest('hex');
const TOOLS_KEY = createHash('sha256').update('tools').digest('hex');

const createContext = (request: RequestContext) => ({ request });

const makerAdded = z.strictObject({ name: z.string() });

/** Takes `maker` lines and says so in its feed. */
const makers = defineService({
  name: 'makers',
  folder: new URL('makers/', import.meta.url),
  settings: {},
  create: ({ db, publish }) => ({
    resolvers: { Query: { makers: () => 0 } },
    createContext,
    prepare: () =>
      db.transaction(async (tx) => void tx.run(sql`create table maker (name text primary key)`)),
    events: defineEvents('makers', {
      'makers.maker.added': {
        purpose: 'A maker was added.',
        schema: makerAdded,
        featureVersion: 1,
        compatibilityVersion: 1,
      },
    }),
    imports: {
      types: {
        maker: defineImportType({
          schema: z.object({ name: z.string().min(1) }),
          async apply(tx, { name }, cause) {
            if (isThere(tx, name)) {
              return 'unchanged';
            }
            tx.run(sql`insert into maker (name) values (${name})`);
            await publish(tx, { type: 'makers.maker.added', key: name, data: { name }, cause });
            return 'created';
          },
        }),
      },
    },
  }),
});

/** Takes `tool` lines of makers that it has heard of. */
const tools = defineService({
  name: 'tools',
  folder: new URL('tools/', import.meta.url),
  settings: {},
  create: ({ db }) => ({
    resolvers: { Query: { tools: () => 0 } },
    createContext,
    prepare: () =>
      db.transaction(async (tx) => {
        tx.run(sql`create table maker (name text primary key)`);
        tx.run(sql`create table tool (name text primary key, maker text not null)`);
      }),
    consumers: [
      defineConsumer({
        name: 'tools.makers',
        producer: 'makers',
        topic: 'makers',
        compatibilityVersion: 1,
        handlers: {
          'makers.maker.added': on(makerAdded, async (tx, { data }) => {
            tx.run(sql`insert into maker (name) values (${data.name})`);
          }),
        },
      }),
    ],
    imports: {
      after: ['makers'],
      types: {
        tool: defineImportType({
          schema: z.object({ name: z.string(), maker: z.string() }),
          async apply(tx, { name, maker }) {
            if (!isThere(tx, maker)) {
              return { rejected: `There is no maker "${maker}".` };
            }
            const { changes } = tx.run(
              sql`insert into tool (name, maker) values (${name}, ${maker}) on conflict do nothing`,
            );
            return changes === 0 ? 'unchanged' : 'created';
          },
        }),
      },
    },
  }),
});

function isThere(db: Queries, maker: string): boolean {
  return db.all(sql`select 1 from maker where name = ${maker}`).length > 0;
}

/** Two real services over HTTP, the second following the first. Bind them with `await using`. */
export async function startImporters() {
  await using stack = new AsyncDisposableStack();
  const makersService = stack.use(
    await createTestService(makers, {
      settings: { CALLER_KEYS: callerKeys('makers', { graph: GRAPH_KEY, tools: TOOLS_KEY }) },
    }),
  );
  const makersUrl = await makersService.listen();
  const toolsService = stack.use(
    await createTestService(tools, {
      settings: {
        CALLER_KEYS: callerKeys('tools', { graph: GRAPH_KEY }),
        SIGNING_KEY: TOOLS_KEY,
        SERVICE_URLS: JSON.stringify({ makers: makersUrl }),
      },
    }),
  );
  const services = { makers: makersUrl, tools: await toolsService.listen() };
  const running = stack.move();
  return { services, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function callerKeys(audience: string, callers: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(callers).map(([caller, key]) => [caller, keyFor(key, audience)]),
    ),
  );
}
