/** The paths at which there was something and is null now, outermost first; lists by index. */
export function findLost(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  if (before === null || before === undefined) {
    return [];
  }
  if (after === null || after === undefined) {
    return [path.join('.')];
  }
  return typeof before === 'object'
    ? Object.entries(before).flatMap(([name, value]) =>
        findLost(value, (after as Record<string, unknown>)[name], [...path, name]),
      )
    : [];
}
