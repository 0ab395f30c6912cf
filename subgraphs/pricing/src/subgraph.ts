import { defineService } from '@supergraph/kit/service';

import { createListPricesCommand } from '#src/commands/list-prices.ts';
import { createQuoteCommand } from '#src/commands/quote.ts';
import { createRedeemCommand } from '#src/commands/redeem.ts';
import { createConfirmCommand, createReleaseCommand } from '#src/commands/settle.ts';
import { createVoucherIssueCommand } from '#src/commands/voucher-issue.ts';
import { variants } from '#src/consumers/variants.ts';
import { createContext } from '#src/context.ts';
import { events } from '#src/events.ts';
import { createListPriceImport } from '#src/imports/list-price.ts';
import { createPriceImport } from '#src/imports/price.ts';
import { createPromotionImport } from '#src/imports/promotion.ts';
import { taxRateImport } from '#src/imports/tax-rate.ts';
import { resolvers } from '#src/resolvers/index.ts';

/** The pricing service, not started. */
export const pricing = defineService({
  name: 'pricing',
  folder: new URL('..', import.meta.url),
  settings: {},
  create: (deps) => ({
    resolvers,
    events,
    createContext: (request) => createContext(deps, request),
    consumers: [variants],
    imports: {
      after: ['catalog'],
      types: {
        taxRate: taxRateImport,
        price: createPriceImport(deps),
        listPrice: createListPriceImport(deps),
        promotion: createPromotionImport(deps),
      },
    },
    commands: {
      quote: createQuoteCommand(deps),
      listPrices: createListPricesCommand(deps),
      redeem: createRedeemCommand(deps),
      release: createReleaseCommand(deps),
      confirm: createConfirmCommand(deps),
      voucherIssue: createVoucherIssueCommand(deps),
    },
  }),
});
