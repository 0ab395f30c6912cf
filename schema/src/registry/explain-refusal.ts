import type { ActiveGraph } from '#src/registry/active-graph.ts';
import { COMPOSITION_GAVE_UP, type Evaluation } from '#src/registry/evaluate.ts';
import type { RegistryDeps } from '#src/registry/registry-deps.ts';
import { GaveUpError } from '#src/threads/thread.ts';

/**
 * Puts the causes in the place of what one run of the composer showed, if it is that which was refused. That takes many
 * runs, so never in a turn: others wait for it. Where no cause is found in time, the evaluation stays as it is.
 */
export async function explainRefusal<E extends Pick<Evaluation, 'refusal' | 'report'>>(
  { trials, log }: Pick<RegistryDeps, 'trials' | 'log'>,
  refused: E,
  { members, active }: Pick<Evaluation, 'members'> & { readonly active: ActiveGraph | undefined },
): Promise<E> {
  const { refusal, report } = refused;
  if (
    refusal !== 'DOES_NOT_COMPOSE' ||
    report.faults.some(({ code }) => code === COMPOSITION_GAVE_UP)
  ) {
    return refused;
  }
  try {
    const faults = await trials.composer.explain(members, active?.members);
    return faults.length > 0 ? { ...refused, report: { ...report, faults } } : refused;
  } catch (error) {
    if (error instanceof GaveUpError) {
      log.warn({ error }, 'an explanation was given up');
      return refused;
    }
    throw error;
  }
}
