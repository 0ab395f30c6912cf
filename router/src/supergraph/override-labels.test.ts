import { describe, expect, it } from 'vitest';

import { createLabelEvaluation } from './override-labels.ts';

const countOf = (evaluate: (label: string) => boolean, label: string, requests = 1000): number =>
  Array.from({ length: requests }, () => evaluate(label)).filter(Boolean).length;

describe('a label of @override', () => {
  it.each([
    ['percent(0)', 0],
    ['percent(25)', 250],
    ['percent(0.5)', 5],
    ['percent(100)', 1000],
    ['by-hand', 0],
  ])('%s holds for %i of 1000 requests by itself, give or take two', (label, wanted) => {
    const { evaluate } = createLabelEvaluation({}, () => 0.3);
    expect(Math.abs(countOf(evaluate, label) - wanted)).toBeLessThanOrEqual(2);
  });

  it.each([
    [true, 1000],
    [false, 0],
    [40, 400],
  ])('holds as the configuration says: %s', (configured, wanted) => {
    const { evaluate } = createLabelEvaluation({ 'percent(100)': configured }, () => 0.3);
    expect(Math.abs(countOf(evaluate, 'percent(100)') - wanted)).toBeLessThanOrEqual(2);
  });

  it('holds as the registry says, whatever the configuration does', () => {
    const { evaluate, take } = createLabelEvaluation({ 'percent(100)': true }, () => 0.3);
    take({ 'percent(100)': 75 });
    expect(Math.abs(countOf(evaluate, 'percent(100)') - 750)).toBeLessThanOrEqual(2);
  });

  it('holds by itself again once the registry says nothing of it', () => {
    const { evaluate, take } = createLabelEvaluation({}, () => 0.3);
    take({ 'percent(100)': 0 });
    take({});
    expect(countOf(evaluate, 'percent(100)')).toBe(1000);
  });

  it.each([2, 3, 4, 5])('holds for its share of every %i-th request too', (rhythm) => {
    const { evaluate } = createLabelEvaluation({}, () => 0.3);
    const all = Array.from({ length: 1000 * rhythm }, () => evaluate('percent(25)'));
    const heard = all.filter((_, at) => at % rhythm === 0).filter(Boolean).length;
    expect(Math.abs(heard - 250)).toBeLessThanOrEqual(5);
  });

  it('is no name that objects have by themselves', () => {
    const { evaluate } = createLabelEvaluation({}, () => 0);
    expect(evaluate('constructor')).toBe(false);
  });
});
