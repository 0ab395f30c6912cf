import { expect, it } from 'vitest';

import { createGate } from './gate.ts';

it('lets two in, and the next in line when one leaves', async () => {
  const gate = createGate(2);
  const [first] = await Promise.all([gate.enter(1000), gate.enter(1000)]);
  const order: string[] = [];
  const third = (async () => {
    const leave = await gate.enter(1000);
    order.push('third');
    leave?.();
  })();
  const fourth = gate.enter(1000).then(() => void order.push('fourth'));
  await Promise.resolve();
  expect(order).toEqual([]);
  first?.();
  await Promise.all([third, fourth]);
  expect(order).toEqual(['third', 'fourth']);
});

it('gives nobody a second place for leaving twice', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(1000);
  leave?.();
  leave?.();
  await gate.enter(1000);
  expect(await gate.enter(5)).toBeUndefined();
});

it('keeps no place for those who gave up', async () => {
  const gate = createGate(1);
  const leave = await gate.enter(1000);
  expect(await gate.enter(5)).toBeUndefined();
  leave?.();
  expect(await gate.enter(5)).toBeTypeOf('function');
});
