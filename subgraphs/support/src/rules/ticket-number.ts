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
