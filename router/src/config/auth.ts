import { z } from 'zod';

export const authShape = z
  .strictObject({
    jwksUrl: z.url({ protocol: /^https?$/u }).optional(),
    issuer: z.string().min(1).optional(),
    audience: z.string().min(1).optional(),
    algorithms: z
      .array(z.enum(['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256']))
      .min(1)
      .default(['ES256']),
    clockToleranceSeconds: z.number().min(0).max(300).default(5),
    claims: z.array(z.string().min(1)).default(['sub', 'sid', 'roles', 'scopes', 'groups']),
    jwksTimeoutMs: z.number().int().positive().default(3000),
    jwksCooldownMs: z.number().int().min(0).default(5000),
  })
  .prefault({});

export type AuthConfig = z.infer<typeof authShape>;
