import { z } from 'zod';

const tracingShape = z
  .strictObject({
    enabled: z.boolean().default(false),
    endpoint: z.url({ protocol: /^https?$/u }).default('http://127.0.0.1:4318/v1/traces'),
    sampleRatio: z.number().min(0).max(1).default(0.1),
    headers: z.record(z.string(), z.string()).default({}),
    batchMs: z.number().int().positive().default(5000),
  })
  .prefault({});

const metricsShape = z
  .strictObject({
    enabled: z.boolean().default(true),
    port: z.number().int().min(0).max(65_535).optional(),
    host: z.string().min(1).default('127.0.0.1'),
  })
  .prefault({});

const usageShape = z
  .strictObject({
    enabled: z.boolean().default(true),
    operations: z.number().int().positive().default(1000),
    clients: z.number().int().positive().default(10_000),
  })
  .prefault({});

export const telemetryShape = z
  .strictObject({ metrics: metricsShape, tracing: tracingShape, usage: usageShape })
  .prefault({});

export type TracingConfig = z.infer<typeof tracingShape>;
export type UsageConfig = z.infer<typeof usageShape>;
export type TelemetryConfig = z.infer<typeof telemetryShape>;
