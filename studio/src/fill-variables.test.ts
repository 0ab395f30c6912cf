import { describe, expect, it } from 'vitest';

import { fillVariables } from './fill-variables.ts';

const random = () => 'fresh';

describe('fillVariables', () => {
  it.each([
    { placeholder: '{{box.id}}', becomes: 'b2', because: 'the latest answer wins' },
    { placeholder: '{{box.version}}', becomes: 7, because: 'a number stays a number' },
    { placeholder: '{{box.items.1.id}}', becomes: 'i2', because: 'lists are counted from 0' },
    { placeholder: 'to {{box.id}}!', becomes: 'to b2!', because: 'text around it stays' },
    { placeholder: '{{random}}', becomes: 'fresh', because: 'it comes from the caller' },
    { placeholder: 'plain', becomes: 'plain', because: 'it is none' },
  ])('makes $becomes of $placeholder: $because', ({ placeholder, becomes }) => {
    const answers = [
      { openBox: { box: { id: 'b2', version: 7, items: [{ id: 'i1' }, { id: 'i2' }] } } },
      { box: { id: 'b1' } },
    ];

    const { variables } = fillVariables({ input: [placeholder] }, { answers, random });

    expect(variables).toEqual({ input: [becomes] });
  });

  it('passes over null in favour of an earlier answer', () => {
    const answers = [{ token: null }, { token: 't' }];

    expect(fillVariables('{{token}}', { answers, random }).variables).toBe('t');
  });

  it('names the placeholders that no answer has a value for', () => {
    const { missing } = fillVariables({ id: '{{box.id}}' }, { answers: [], random });

    expect(missing).toEqual(['box.id']);
  });
});
