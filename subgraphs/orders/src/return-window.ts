import type { Deps } from '#src/context.ts';
import type { Window } from '#src/rules/returnable.ts';

const DAY_MS = 86_400_000;

/** How long units can be returned, as it is set. */
export function windowOf({ now, settings }: Pick<Deps, 'now' | 'settings'>): Window {
  return { now: now(), windowMs: settings.RETURN_DAYS * DAY_MS };
}
