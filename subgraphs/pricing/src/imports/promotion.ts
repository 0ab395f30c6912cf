import { hashId } from '@supergraph/kit/ids';
import { defineImportType } from '@supergraph/kit/import';

import type { PricingDeps } from '#src/context.ts';
import { toImportOutcome } from '#src/imports/outcome.ts';
import { promotionLine } from '#src/rules/promotion-input.ts';
import { writePromotion } from '#src/write-promotion.ts';

export const createPromotionImport = (deps: PricingDeps) =>
  defineImportType({
    schema: promotionLine,
    apply: async (tx, { key, promotion }, { correlationId }) =>
      toImportOutcome(
        await writePromotion(
          tx,
          { id: hashId('promo', 'promotion', key), promotion },
          { deps, correlationId, ruleField: 'rule' },
        ),
      ),
  });
