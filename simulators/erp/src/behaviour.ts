import { z } from 'zod';

/** How the system behaves today: what the control port sets. */
export const behaviourShape = z.strictObject({
  /** Milliseconds of one call, from and to. */
  latencyMs: z.tuple([z.int().min(0), z.int().min(0)]),
  /** Share of calls that end in HTTP 500 without a SOAP body. */
  errorRate: z.number().min(0).max(1),
  /** Takes calls and never answers them. */
  hang: z.boolean(),
  /** Answers end in the middle of an element. */
  malformed: z.boolean(),
  /** Elements that no version of the interface has had so far. */
  unknownElements: z.boolean(),
  /** Elements in the opposite order. */
  reordered: z.boolean(),
  /** Another prefix for the namespaces. */
  prefix: z.string().regex(/^[A-Za-z][\w-]{0,19}$/u),
  maintenance: z.boolean(),
  maxParallel: z.int().min(1),
});
export type Behaviour = z.output<typeof behaviourShape>;

export const changesShape = behaviourShape.partial();

export const USUAL: Behaviour = {
  latencyMs: [150, 400],
  errorRate: 0,
  hang: false,
  malformed: false,
  unknownElements: false,
  reordered: false,
  prefix: 'soap',
  maintenance: false,
  maxParallel: 2,
};

/** A time of the day during which nothing works, such as 03:00-03:10 in UTC. */
export interface Nightly {
  readonly from: string;
  readonly until: string;
}

export function isNight({ from, until }: Nightly, at: number): boolean {
  const time = new Date(at).toISOString().slice(11, 16);
  return from <= until ? time >= from && time < until : time >= from || time < until;
}
