/**
 * The name that was probably meant: one slip in four letters at most. Stricter than a "did you mean" for people,
 * since a word that is near a known type is refused, and any other one may belong to a service that is not running.
 */
export function findNearName(word: string, names: readonly string[]): string | undefined {
  const slips = Math.max(1, Math.floor(word.length / 4));
  return names.find(
    (name) => countSlips(word.toLowerCase(), name.toLowerCase()) <= slips && name !== word,
  );
}

/** Levenshtein distance, one row of the table at a time. */
function countSlips(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line++) {
    const next = [line];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[line - 1] === other[column - 1];
      next.push(
        Math.min(
          (row[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (row[column - 1] ?? 0) + (isSame ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
