import { defineCommand } from '@supergraph/kit/commands';

import type { PricingDeps } from '#src/context.ts';
import { issueVoucher, refuseVoucherInput, voucherInput } from '#src/issue-voucher.ts';

/** Issues a goodwill voucher for a ticket. */
export const createVoucherIssueCommand = (deps: PricingDeps) =>
  defineCommand({
    callers: ['support'],
    input: voucherInput,
    async run(tx, input) {
      const refused = refuseVoucherInput(input, deps.now());
      return refused === undefined
        ? { status: 'ISSUED', code: await issueVoucher(tx, input, deps) }
        : { status: 'REFUSED', code: refused.code, message: refused.message };
    },
  });
