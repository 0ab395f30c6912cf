import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import type { Importer } from './discover.ts';
import type { Rejection, Tally } from './summary.ts';

const MAX_BATCH_LINES = 500;
const MAX_BATCH_BYTES = 900_000;
const ENVELOPE_BYTES = 30;
/** Each brings one more level of a tree that stands upside down in the file. */
const MAX_PASSES = 20;

/** How far the feed of a producer has come: consumers are waited for until they are there. */
export interface FeedPosition {
  readonly producer: string;
  readonly topic: string;
  readonly seq: number;
}

export interface LineToSend {
  readonly line: number;
  readonly value: object;
  readonly bytes: number;
}

/** Collects lines for one service and sends them in batches, one at a time, while the next is being read. */
export interface Sender {
  /** Resolves when there is room for more. Rejects when a batch before was refused. */
  add(line: LineToSend): Promise<void>;
  /** Sends what is left and waits for the last answer. */
  flush(): Promise<void>;
}

export interface SenderOptions {
  readonly after: readonly FeedPosition[];
  readonly tally: Tally;
  readonly onSent: () => void;
  readonly onPositions: (positions: Readonly<Record<string, number>>) => void;
}

/**
 * What a service refuses is sent again after the last line, as long as that helps: what it refers to may stand further
 * down in the file than a batch reaches.
 */
export function createSender(importer: Importer, options: SenderOptions): Sender {
  const refused = createRefusals(options.tally);
  let batch: LineToSend[] = [];
  let bytes = 0;
  let sending = Promise.resolve();
  const send = async (): Promise<void> => {
    const lines = batch;
    batch = [];
    bytes = 0;
    await sending;
    sending = sendBatch(importer, { lines, refused, ...options });
    // Whoever comes next awaits it; until then a refusal must not end the process.
    sending.catch(() => undefined);
  };
  const add = async (line: LineToSend): Promise<void> => {
    if (batch.length >= MAX_BATCH_LINES || bytes + line.bytes > MAX_BATCH_BYTES) {
      await send();
    }
    batch.push(line);
    bytes += line.bytes + ENVELOPE_BYTES;
  };
  const sendRest = async (): Promise<void> => {
    if (batch.length > 0) {
      await send();
    }
    await sending;
  };
  return {
    add,
    async flush() {
      await sendRest();
      let before = Infinity;
      for (let pass = 0; pass < MAX_PASSES && refused.size > 0 && refused.size < before; pass++) {
        before = refused.size;
        for (const line of refused.takeAll()) {
          await add(line);
        }
        await sendRest();
      }
      refused.report();
    },
  };
}

const MAX_KEPT_LINES = 10_000;

/** Lines that were refused so far, with the latest reason. Past ten thousand they are reported at once. */
interface Refusals {
  readonly size: number;
  add(line: LineToSend, rejection: Rejection): void;
  takeAll(): readonly LineToSend[];
  report(): void;
}

function createRefusals(tally: Tally): Refusals {
  let kept: { readonly line: LineToSend; readonly rejection: Rejection }[] = [];
  return {
    get size() {
      return kept.length;
    },
    add(line, rejection) {
      if (kept.length < MAX_KEPT_LINES) {
        kept.push({ line, rejection });
      } else {
        tally.reject(rejection);
      }
    },
    takeAll() {
      const lines = kept.map(({ line }) => line);
      kept = [];
      return lines;
    },
    report() {
      for (const { rejection } of kept) {
        tally.reject(rejection);
      }
      kept = [];
    },
  };
}

/** Asks a producer how far its feed is, for lines that depend on events of an earlier import. */
export async function readPositions(importer: Importer): Promise<Readonly<Record<string, number>>> {
  const { seq } = await post(importer, { lines: [], after: [] });
  return seq;
}

interface Batch extends SenderOptions {
  readonly lines: readonly LineToSend[];
  readonly refused: Refusals;
}

async function sendBatch(importer: Importer, batch: Batch): Promise<void> {
  const lines = batch.lines.map(({ line, value }) => ({ line, value }));
  const { counts, rejected, seq } = await post(importer, { lines, after: batch.after });
  for (const [type, ofType] of Object.entries(counts)) {
    batch.tally.add(type, 'created', ofType.created);
    batch.tally.add(type, 'updated', ofType.updated);
    batch.tally.add(type, 'unchanged', ofType.unchanged);
  }
  const sent = new Map(batch.lines.map((line) => [line.line, line]));
  for (const rejection of rejected) {
    const line = sent.get(rejection.line);
    if (line === undefined) {
      batch.tally.reject(rejection);
    } else {
      batch.refused.add(line, rejection);
    }
  }
  batch.onPositions(seq);
  batch.onSent();
}

const count = z.int().nonnegative();
const answer = z.object({
  counts: z.record(z.string(), z.object({ created: count, updated: count, unchanged: count })),
  rejected: z.array(z.object({ line: z.int(), type: z.string(), reason: z.string() })),
  seq: z.record(z.string(), z.int()),
});

const refusal = z.object({
  errors: z.array(
    z.object({ message: z.string(), extensions: z.looseObject({ code: z.string() }).optional() }),
  ),
});

// A service waits half a minute for its consumers before it says so; a large catalogue takes them longer.
const CATCH_UP_TRIES = 20;
const CATCH_UP_PAUSE_MS = 200;

interface ImportBody {
  readonly lines: readonly { readonly line: number; readonly value: object }[];
  readonly after: readonly FeedPosition[];
}

type Answer = z.infer<typeof answer>;

async function post(importer: Importer, body: ImportBody): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const { accepted, isBehind, said } = await readReply(await deliver(importer, body));
    if (accepted) {
      return accepted;
    }
    if (!isBehind || attempt === CATCH_UP_TRIES) {
      throw new Error(`${importer.name} refused ${describe(body)}: ${said}`);
    }
    await sleep(CATCH_UP_PAUSE_MS);
  }
}

interface Reply {
  readonly accepted: Answer | undefined;
  /** Its consumers have not caught up yet. */
  readonly isBehind: boolean;
  readonly said: string;
}

async function readReply(response: Response): Promise<Reply> {
  const content: unknown = await response.json().catch(() => undefined);
  const [error] = refusal.safeParse(content).data?.errors ?? [];
  return {
    accepted: response.ok ? answer.safeParse(content).data : undefined,
    isBehind: error?.extensions?.code === 'CONFLICT',
    said: `HTTP ${response.status}. ${error?.message ?? 'The answer has another form.'}`,
  };
}

async function deliver({ name, url, call }: Importer, body: ImportBody): Promise<Response> {
  try {
    return await call(url, { method: 'POST', body });
  } catch (cause) {
    throw new Error(
      `${name} stopped answering at ${describe(body)}. Once it is back, import again: what is stored stays unchanged.`,
      { cause },
    );
  }
}

function describe({ lines }: ImportBody): string {
  const [first] = lines;
  return first === undefined ? 'an empty batch' : `lines ${first.line} to ${lines.at(-1)?.line}`;
}
