import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Database, openDatabase } from '@supergraph/kit/database';
import { keyFor } from '@supergraph/kit/signing';
import { type SignedFetch, createSignedFetch } from '@supergraph/kit/signed-fetch';

import { putLocation } from '#src/data/locations.ts';
import { move } from '#src/data/ledger.ts';
import { putVariants } from '#src/data/variants.ts';

const CALLER_KEY = '5a'.repeat(32);
const serverFile = fileURLToPath(new URL('../src/server.ts', import.meta.url));
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** A file with one variant, `var_A`, of which so many units lie in one warehouse. */
export async function prepareFile(folder: string, units: number): Promise<Database> {
  const db = openDatabase({ file: path.join(folder, 'inventory.db'), migrationsFolder });
  await db.transaction(async (tx) => {
    await putVariants(tx, 'prod_1', [
      { variantId: 'var_A', sku: 'A', productId: 'prod_1', archived: false },
    ]);
    await putLocation(tx, {
      id: 'loc_1',
      kind: 'WAREHOUSE',
      name: 'Warehouse',
      latitude: 0,
      longitude: 0,
      city: 'Town',
      countryCode: 'US',
      postalCode: null,
      openingHours: null,
      services: [],
      priority: 100,
    });
    const count = { sku: 'A', locationId: 'loc_1', kind: 'COUNT', onHand: units } as const;
    await move(tx, count, { actor: 'test', at: 0 });
  });
  return db;
}

export interface InventoryProcess extends AsyncDisposable {
  /** Reserves one unit. Rejects when the process is gone. */
  reserveOne(checkoutId: string, more?: object): Promise<{ readonly status: string }>;
  kill(): Promise<void>;
}

/** A real process of the service over the file in this folder. */
export async function startProcess(folder: string): Promise<InventoryProcess> {
  const child = fork(serverFile, {
    env: {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      DATA_DIR: folder,
      CALLER_KEYS: JSON.stringify({ cart: keyFor(CALLER_KEY, 'inventory') }),
    },
  });
  const url = await readUrl(child);
  const signedFetch: SignedFetch = createSignedFetch({
    caller: 'cart',
    key: keyFor(CALLER_KEY, 'inventory'),
    now: Date.now,
  });
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
  };
  return {
    async reserveOne(checkoutId, more = {}) {
      const response = await signedFetch(new URL('/internal/v1/reserve', url), {
        method: 'POST',
        headers: { 'idempotency-key': `reserve:${checkoutId}` },
        body: { checkoutId, lines: [{ variantId: 'var_A', quantity: 1 }], ...more },
      });
      if (!response.ok) {
        throw new Error(`${response.status} ${await response.text()}`);
      }
      return (await response.json()) as { status: string };
    },
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

async function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`It ended with ${code} before it was ready.`)));
  });
}
