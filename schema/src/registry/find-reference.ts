import type { Queries } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';

import { findActivation, findActivationOf } from '#src/registry/data/activations.ts';
import { findVersionNames } from '#src/registry/data/versions.ts';
import type { ActivationRow } from '#src/registry/tables.ts';

const NUMBER = /^#?(?<number>\d{1,9})$/u;
const PREFIX = /^[0-9a-f]{6,64}$/u;

/**
 * The activation that somebody means by a number or by the first six or more characters of a version. Throws
 * NOT_FOUND, or VALIDATION when it is neither or could be several.
 */
export async function findReference(db: Queries, text: string): Promise<ActivationRow> {
  const { number } = NUMBER.exec(text)?.groups ?? {};
  const numbered = number === undefined ? undefined : await findActivation(db, Number(number));
  const found = numbered ?? (PREFIX.test(text) ? await findByPrefix(db, text) : undefined);
  if (found !== undefined) {
    return found;
  }
  if (number === undefined && !PREFIX.test(text)) {
    throw new ClientError(
      'VALIDATION',
      `"${text}" is neither the number of an activation nor six or more characters of a version.`,
    );
  }
  throw new ClientError('NOT_FOUND', `There is no activation or version "${text}".`);
}

async function findByPrefix(db: Queries, prefix: string): Promise<ActivationRow | undefined> {
  const [version, ...others] = await findVersionNames(db, prefix);
  if (others.length > 0) {
    throw new ClientError('VALIDATION', `More than one version begins with "${prefix}".`);
  }
  return version === undefined ? undefined : findActivationOf(db, version);
}
