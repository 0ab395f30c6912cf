import type { ArgsDef } from 'citty';

import { didYouMean } from '#src/did-you-mean.ts';

/** Throws for an option that the command does not have: the parser takes any, so a misspelt `--chek` would write instead of compare. */
export function refuseUnknownOptions(known: ArgsDef, args: readonly string[]): void {
  const names = Object.keys(known).filter((name) => known[name]?.type !== 'positional');
  for (const [at, arg] of args.entries()) {
    const before = /^--(.+)$/.exec(args[at - 1] ?? '')?.[1] ?? '';
    refuseLong(names, arg);
    refuseShort(names, arg, known[before]?.type === 'string');
  }
}

function refuseLong(names: readonly string[], arg: string): void {
  const option = /^--(?:no-)?([^=]+)/.exec(arg)?.[1];
  if (option !== undefined && !names.includes(option)) {
    throw new Error(`There is no option "--${option}".${didYouMean(option, names)}`);
  }
}

function refuseShort(names: readonly string[], arg: string, isValue: boolean): void {
  if (/^-[^-]/.test(arg) && !isValue) {
    const meant = names.find((name) => name.startsWith(arg.charAt(1)));
    const hint = meant === undefined ? '' : `, as "--${meant}"`;
    throw new Error(`There is no option "${arg}": options are written out${hint}.`);
  }
}
