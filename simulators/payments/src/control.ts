import { z } from 'zod';

/** How the simulator misbehaves; every member is optional in a request, and `{}` changes nothing. */
export const controlShape = z.strictObject({
  /** Before every answer. */
  latencyMs: z.int().min(0).max(60_000).optional(),
  /** Share of requests that are answered with 500 and have no effect. */
  errorRate: z.number().min(0).max(1).optional(),
  /** Requests are taken and never answered. */
  hang: z.boolean().optional(),
  /** Answers are text that is no JSON. */
  garbage: z.boolean().optional(),
  /** Requests have their effect, and the connection ends instead of an answer. */
  loseAnswers: z.boolean().optional(),
  webhookDelayMs: z.int().min(0).max(600_000).optional(),
  /** How often each webhook is sent. */
  webhookCopies: z.int().min(1).max(10).optional(),
  /** Webhooks wait for each other by so many, and leave last first. */
  webhookBatch: z.int().min(1).max(100).optional(),
  webhookSignature: z.enum(['right', 'wrong', 'old']).optional(),
  /** Off, they wait until it is on again. */
  webhooks: z.boolean().optional(),
});
type Control = z.output<typeof controlShape>;
export type Behaviour = { -readonly [Name in keyof Control]-?: NonNullable<Control[Name]> };

export const QUIET: Behaviour = {
  latencyMs: 0,
  errorRate: 0,
  hang: false,
  garbage: false,
  loseAnswers: false,
  webhookDelayMs: 0,
  webhookCopies: 1,
  webhookBatch: 1,
  webhookSignature: 'right',
  webhooks: true,
};
