import type { StockSummaryResolvers } from '#src/generated/resolvers.ts';
import { toTold } from '#src/rules/stock-status.ts';

export const StockSummary: StockSummaryResolvers = {
  available: ({ available }) => toTold(available),
  maxPerOrder: ({ policy }) => policy.maxPerOrder,
  restockAt: ({ policy }) => policy.restockAt,
};
