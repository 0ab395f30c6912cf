import { z } from 'zod';

const timeoutMs = z.number().int().positive();

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(100);
const baseUrl = z.union([
  z.url({ protocol: /^https?$/u }),
  z.string().regex(/^unix:\/[^\s:]+(?::\/\S*)?$/u, 'must be unix:/path/to.sock:/graphql'),
]);
/** One URL, or several instances of the subgraph: kept with spaces between them. */
const baseUrls = z.union([
  baseUrl,
  z
    .array(baseUrl)
    .min(1)
    .transform((urls) => urls.join(' ')),
]);

const breakerShape = z
  .strictObject({
    failurePercent: share.default(50),
    minCalls: count.default(20),
    windowMs: timeoutMs.default(10_000),
    openMs: timeoutMs.default(5000),
    probes: timeoutMs.default(3),
    rampMs: timeoutMs.default(10_000),
  })
  .prefault({});

const ofOne = z.strictObject({
  maxResponseBytes: timeoutMs.optional(),
  http2: z.boolean().optional(),
  deduplicate: z.boolean().optional(),
  retries: count.optional(),
  concurrency: timeoutMs.optional(),
  queue: count.optional(),
  breaker: breakerShape.optional(),
});

export const subgraphsShape = z
  .strictObject({
    urls: z.record(z.string(), baseUrls).default({}),
    path: z.string().startsWith('/').default('/graphql'),
    timeoutMs: timeoutMs.default(5000),
    timeoutMsOf: z.record(z.string(), timeoutMs).default({}),
    deadlineMs: timeoutMs.default(15_000),
    connectTimeoutMs: timeoutMs.default(3000),
    maxResponseBytes: timeoutMs.default(33_554_432),
    http2: z.boolean().default(false),
    deduplicate: z.boolean().default(true),
    retries: count.default(2),
    retryBudgetPercent: share.default(10),
    backoffMs: timeoutMs.default(50),
    concurrency: timeoutMs.default(512),
    queue: count.default(1024),
    breaker: breakerShape,
    of: z.record(z.string(), ofOne).default({}),
  })
  .prefault({});

export const signingShape = z
  .strictObject({
    caller: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/u, 'must be a caller name')
      .default('router'),
    key: z
      .string()
      .regex(/^[0-9a-f]{64,}$/u, 'must be at least 32 bytes in hex')
      .optional(),
  })
  .prefault({});

export type SubgraphsConfig = z.infer<typeof subgraphsShape>;
export type SigningConfig = z.infer<typeof signingShape>;
