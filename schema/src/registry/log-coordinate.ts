import type { Queries } from '@supergraph/kit/database';
import { ClientError } from '@supergraph/kit/errors';
import { buildSchema } from 'graphql';

import { didYouMean } from '#src/did-you-mean.ts';
import {
  type CoordinateChange,
  findActivation,
  findActive,
  findCoordinateChanges,
} from '#src/registry/data/activations.ts';
import { findVersion } from '#src/registry/data/versions.ts';
import { hasCoordinate, listNear } from '#src/registry/has-coordinate.ts';
import type { ActivationRow } from '#src/registry/tables.ts';

const FORM = /^@?[_A-Za-z]\w*(?:\.[_A-Za-z]\w*)?(?:\([_A-Za-z]\w*:?\))?$/u;
const FIRST = 1;

/** Every change of a coordinate, newest first; the first version, if it is that old. Throws VALIDATION and NOT_FOUND. */
export async function logCoordinate(
  db: Queries,
  coordinate: string,
): Promise<readonly CoordinateChange[]> {
  if (!FORM.test(coordinate)) {
    throw new ClientError(
      'VALIDATION',
      `"${coordinate}" is no coordinate: say a type, as Product, or one of its fields, as Product.price.`,
    );
  }
  const changes = await findCoordinateChanges(db, coordinate);
  const first = await findActivation(db, FIRST);
  const version = first && (await findVersion(db, first.version));
  const wasFirst =
    first && version && hasCoordinate(buildSchema(version.api), coordinate)
      ? [toOrigin(first, coordinate)]
      : [];
  if (changes.length + wasFirst.length === 0) {
    const hint = await findHint(db, coordinate);
    throw new ClientError('NOT_FOUND', `No version has "${coordinate}" for clients.${hint}`);
  }
  return [...changes, ...wasFirst];
}

async function findHint(db: Queries, coordinate: string): Promise<string> {
  const active = await findActive(db);
  const version = active && (await findVersion(db, active.version));
  const word = coordinate.replace(/\(.*$/u, '');
  return version ? didYouMean(word, listNear(buildSchema(version.api), word)) : '';
}

function toOrigin(activation: ActivationRow, coordinate: string): CoordinateChange {
  const message = `"${coordinate}" is in the first version.`;
  const what = { severity: 'SAFE', code: 'FIRST_VERSION', message, coordinate };
  return { activation, change: { activation: activation.number, position: 0, ...what } };
}
