/** The values of an option that may be said several times, of which the parser keeps the last. */
export function listOptions(rawArgs: readonly string[], name: string): string[] {
  const option = `--${name}`;
  return rawArgs.flatMap((arg, at) => {
    if (arg.startsWith(`${option}=`)) {
      return [arg.slice(option.length + 1)];
    }
    return arg === option ? [rawArgs[at + 1] ?? ''] : [];
  });
}
