import type { Queries, Transaction } from '@supergraph/kit/database';

import { findOneTimeToken, replaceOneTimeToken, useOneTimeToken } from './data/one-time-tokens.ts';
import { PROOF_LIFETIMES_MS, judgeProof } from './rules/proof.ts';
import { hashToken } from './secrets.ts';
import type { OneTimeTokenRow, TokenPurpose } from './tables.ts';

export interface ProofRequest {
  readonly customerId: string;
  readonly purpose: TokenPurpose;
  /** Where the mail goes, and so what the token proves. */
  readonly email: string;
}

export type ProofReading =
  | { readonly status: 'valid'; readonly proof: OneTimeTokenRow }
  | { readonly status: 'expired' | 'invalid' };

/** Stores what is needed to know the token again. The customer's older tokens of the purpose end. */
export async function storeProof(
  tx: Transaction,
  request: ProofRequest,
  { token, now }: { readonly token: string; readonly now: number },
): Promise<void> {
  await replaceOneTimeToken(tx, {
    ...request,
    hash: hashToken(token),
    expiresAt: now + PROOF_LIFETIMES_MS[request.purpose],
    usedAt: null,
  });
}

interface PresentedProof {
  readonly token: string;
  readonly purpose: TokenPurpose;
  readonly now: number;
}

/** Reads a token from a mail without using it up. */
export async function readProof(
  db: Queries,
  { token, purpose, now }: PresentedProof,
): Promise<ProofReading> {
  const proof = await findOneTimeToken(db, { hash: hashToken(token), purpose });
  const status = judgeProof(proof, now);
  return status === 'valid' && proof !== undefined
    ? { status: 'valid', proof }
    : { status: status === 'expired' ? 'expired' : 'invalid' };
}

/** Uses a token from a mail: the second time it is invalid. */
export async function redeemProof(
  tx: Transaction,
  presented: PresentedProof,
): Promise<ProofReading> {
  const reading = await readProof(tx, presented);
  if (reading.status === 'valid') {
    await useOneTimeToken(tx, reading.proof.hash, presented.now);
  }
  return reading;
}
