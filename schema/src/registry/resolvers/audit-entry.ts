import type { AuditEntryResolvers } from '#src/generated/resolvers.ts';

export const AuditEntry: AuditEntryResolvers = { number: ({ seq }) => seq };
