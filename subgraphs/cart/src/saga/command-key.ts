import type { SagaStep } from './step.ts';

/** The Idempotency-Key of a step's command: the same for every try, so a participant has one effect. */
export function commandKeyOf(
  sagaId: string,
  { name }: Pick<SagaStep, 'name'>,
  kind: 'send' | 'undo' = 'send',
): string {
  return kind === 'send' ? `${sagaId}:${name}` : `${sagaId}:${name}:undo`;
}

/** The saga and the step that a key is of. */
export function readCommandKey(key: string): { readonly sagaId: string; readonly step: string } {
  const [sagaId = '', step = ''] = key.split(':');
  return { sagaId, step };
}
