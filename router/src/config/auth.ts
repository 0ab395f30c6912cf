import { z } from 'zod';

const name = z.string().min(1);

const policyRule = z
  .strictObject({
    claim: name,
    contains: name.optional(),
    equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
  })
  .refine(
    (rule) => (rule.contains === undefined) !== (rule.equals === undefined),
    'needs either contains or equals',
  );

export const authShape = z
  .strictObject({
    jwksUrl: z.url({ protocol: /^https?$/u }).optional(),
    issuer: name.optional(),
    audience: name.optional(),
    algorithms: z
      .array(z.enum(['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256']))
      .min(1)
      .default(['ES256']),
    clockToleranceSeconds: z.number().min(0).max(300).default(5),
    claims: z.array(name).default(['sub', 'sid', 'roles', 'scopes', 'scope', 'groups']),
    jwksTimeoutMs: z.number().int().positive().default(3000),
    jwksCooldownMs: z.number().int().min(0).default(5000),
    jwksMaxAgeMs: z.number().int().positive().default(300_000),
    cachedTokens: z.number().int().min(0).default(10_000),
    scopesClaim: name.optional(),
    policies: z.record(name, policyRule).default({}),
    rejectUnauthorized: z.boolean().default(false),
  })
  .superRefine(({ claims, scopesClaim, policies }, context) => {
    const used = [
      ...(scopesClaim === undefined ? [] : [{ path: ['scopesClaim'], claim: scopesClaim }]),
      ...Object.entries(policies).map(([policy, { claim }]) => ({
        path: ['policies', policy, 'claim'],
        claim,
      })),
    ];
    for (const { path, claim } of used.filter((one) => !claims.includes(one.claim))) {
      context.addIssue({ code: 'custom', path, message: `"${claim}" must stand in auth.claims` });
    }
  })
  .prefault({});

export type AuthConfig = z.infer<typeof authShape>;
export type PolicyRule = AuthConfig['policies'][string];
