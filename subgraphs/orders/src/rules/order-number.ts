import type { NewId } from '@supergraph/kit/ids';

const LENGTH = 8;

/** The random end of an id: 40 bits, so a number says nothing about how many there are, and cannot be guessed. */
export async function findFreeNumber(
  newId: NewId,
  isTaken: (number: string) => Promise<boolean>,
): Promise<string> {
  for (;;) {
    const number = newId('n').slice(-LENGTH);
    if (!(await isTaken(number))) {
      return number;
    }
  }
}

/** The spelling under which a number is stored. I and L are read as 1, O as 0: they are in none. */
export function normalizeNumber(text: string): string {
  return text
    .replaceAll(/[\s-]/gu, '')
    .toUpperCase()
    .replaceAll(/[IL]/gu, '1')
    .replaceAll('O', '0');
}
