import { Worker } from 'node:worker_threads';

import { describe, expect, it } from 'vitest';

import { type Composer, createComposer } from '#src/composition/composer.ts';
import type { Judge } from '#src/registry/collaborators.ts';
import { GaveUpError } from '#src/threads/thread.ts';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { PUBLISH, createTestRegistry, inThread, toInput } from './registry-fixture.ts';

const BROKEN = FREIGHT.replace('fields: "weight"', 'fields: "wieght"');
const SLOW = 'type Query { slow: Int }';
const WORKER = new URL('../src/composition/composition-worker.ts', import.meta.url);

const standalone = (name: string): string => `type Query { ${name}: Int }`;
const TEN = Array.from({ length: 10 }, (_, at) => `part${at}`);

/** Explains as the real one, once it is let. */
function createHeldComposer() {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const composer: Composer = {
    ...inThread,
    async explain(subgraphs, lastGood) {
      asked.resolve();
      await released.promise;
      return inThread.explain(subgraphs, lastGood);
    },
  };
  return { composer, asked: asked.promise, release: released.resolve };
}

/** Never comes to an end over a schema with the field "slow". */
const startWorker = () =>
  new Worker(
    `const { parentPort } = require("worker_threads");
     const on = parentPort.on.bind(parentPort);
     parentPort.on = (event, answer) =>
       on(event, (task) => { while (JSON.stringify(task).includes("slow:")); answer(task); });
     import(${JSON.stringify(WORKER.href)});`,
    { eval: true },
  );

describe('a publish whose refusal is being explained', () => {
  it('lets ten others go live, one on top of the other, and none is lost', async () => {
    const held = createHeldComposer();
    await using registry = await createTestRegistry({ trialComposer: held.composer });
    await registry.publish({ products: PRODUCTS });
    const refused = registry.publish({ freight: BROKEN });
    await held.asked;

    const others = await Promise.all(
      TEN.map((name) => registry.publish({ [name]: standalone(name) })),
    );

    expect(others.map(({ outcome, activation }) => [outcome, activation])).toEqual(
      TEN.map((_, at) => ['ACTIVATED', at + 2]),
    );
    held.release();
    expect(await refused).toMatchObject({ outcome: 'REFUSED', refusal: 'DOES_NOT_COMPOSE' });
  });

  it('says the causes, and keeps them with the draft', async () => {
    const held = createHeldComposer();
    await using registry = await createTestRegistry({ trialComposer: held.composer });
    await registry.publish({ products: PRODUCTS });
    const refused = registry.publish({ freight: BROKEN });
    held.release();

    const { publication, report } = await refused;

    const { data } = await registry.ask('query ($id: ID!) { publication(id: $id) { report } }', {
      id: publication,
    });
    expect(report.report.faults).toMatchObject([
      { code: 'REQUIRES_INVALID_FIELDS', suggestions: ['weight'] },
    ]);
    expect(data.publication.report).toEqual(report);
  });

  it('says what the composer showed when the causes are not found in time', async () => {
    const composer: Composer = {
      ...inThread,
      explain: () => Promise.reject(new GaveUpError('The composer took longer than it may.')),
    };
    await using registry = await createTestRegistry({ trialComposer: composer });
    await registry.publish({ products: PRODUCTS });

    const { outcome, report } = await registry.publish({ freight: BROKEN });

    expect(outcome).toBe('REFUSED');
    expect(report.report.faults[0]).toMatchObject({ code: 'REQUIRES_INVALID_FIELDS' });
  });
});

describe('a deletion after which the rest does not compose', () => {
  it('lets a publish go live while it is being explained', async () => {
    const held = createHeldComposer();
    await using registry = await createTestRegistry({ trialComposer: held.composer });
    await registry.publish({ products: PRODUCTS, freight: FREIGHT });
    const deleted = registry.ask(
      'mutation { subgraphDelete(input: { name: "products", allowBreaking: true }) { outcome refusal report } }',
    );
    await held.asked;

    expect(await registry.publish({ other: standalone('other') })).toMatchObject({
      outcome: 'ACTIVATED',
    });

    held.release();
    expect((await deleted).data.subgraphDelete).toMatchObject({ outcome: 'REFUSED' });
  });
});

describe('a schema over which the composer does not come to an end', () => {
  it('is refused with that as its fault, and those that waited go live', async () => {
    await using composer = createComposer({ startWorker, timeoutMs: 3000 });
    await using registry = await createTestRegistry({ composer });
    const slow = registry.publish({ slow: SLOW });
    const others = Promise.all(TEN.map((name) => registry.publish({ [name]: standalone(name) })));

    expect((await slow).report.report.faults).toEqual([
      {
        code: 'COMPOSITION_GAVE_UP',
        message:
          'Whether these schemas compose was not found out. The composer took longer than 3000 ms and was stopped.',
        advice: 'Publish a smaller schema, or try again when the registry has less to do.',
        places: [],
      },
    ]);
    expect((await others).map(({ outcome }) => outcome)).toEqual(TEN.map(() => 'ACTIVATED'));
  });
});

describe('a change over which the judge does not come to an end', () => {
  const judge: Judge = () => Promise.reject(new GaveUpError('The judge took longer than it may.'));

  it('is refused, since nobody can say what it means', async () => {
    await using registry = await createTestRegistry({ judge });
    await registry.publish({ products: PRODUCTS });

    const { outcome, refusal, report } = await registry.publish({ other: standalone('other') });

    expect([outcome, refusal, report.report.hints[0].message]).toEqual([
      'REFUSED',
      'UNKNOWN',
      'What this means for clients was not found out. The judge took longer than it may.',
    ]);
  });

  it('goes live when breaking is allowed', async () => {
    await using registry = await createTestRegistry({ judge });
    await registry.publish({ products: PRODUCTS });

    const input = toInput({ other: standalone('other') }, { allowBreaking: true });
    const { data } = await registry.ask(PUBLISH, { input });

    expect(data.publish.outcome).toBe('ACTIVATED');
  });
});
