import type { Logger } from '@supergraph/kit/log';
import { createMetrics } from '@supergraph/kit/metrics';
import { beforeEach, expect, it } from 'vitest';

import type { ActiveGraph } from '#src/registry/active-graph.ts';
import type { InstanceRow } from '#src/registry/tables.ts';

import { type DriftAlarm, createDriftAlarm } from './drift-alarm.ts';

const ACTIVE = { members: [{ name: 'products', schemaHash: 'new' }] } as unknown as ActiveGraph;
const serving = (schemaHash: string) => [{ subgraph: 'products', schemaHash } as InstanceRow];

let at: number;
let live: InstanceRow[];
let said: string[];
let alarm: DriftAlarm;

beforeEach(() => {
  at = 0;
  live = serving('old');
  said = [];
  const say = (_: unknown, message: string) => void said.push(message);
  alarm = createDriftAlarm({
    log: { error: say, info: say } as unknown as Logger,
    metrics: createMetrics('registry'),
    instances: { list: () => serving('old'), listLive: () => live },
    now: () => at,
    graceMs: 1000,
  });
});

function lookAt(ms: number): void {
  at = ms;
  alarm.look(ACTIVE);
}

it('says nothing of what is over within the grace', () => {
  lookAt(0);
  lookAt(999);
  live = serving('new');
  lookAt(1500);
  expect(said).toEqual([]);
});

it('counts the grace anew after every time that the schema was served', () => {
  lookAt(0);
  live = serving('new');
  lookAt(900);
  live = [];
  lookAt(1800);
  lookAt(2700);
  expect(said).toEqual([]);
});

it('says once what lasts, and once that it is over', () => {
  [0, 1000, 2000].forEach(lookAt);
  live = serving('new');
  [3000, 4000].forEach(lookAt);
  expect(said).toEqual(['no instance serves the active schema', 'the active schema is served']);
});
