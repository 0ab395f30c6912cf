import { defineCommand } from 'citty';

import { type CommandContext, refuseMore } from './command-context.ts';
import { isJson, listFormat } from './output-format.ts';

const HISTORY = `query History($first: Int!) {
  history(first: $first) {
    number version at actor action reason commit target
    changes { severity code message coordinate }
  }
}`;
const SHORT = 12;

interface Entry {
  readonly number: number;
  readonly version: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  readonly commit: string | null;
  readonly target: number | null;
  readonly changes: readonly { readonly severity: string; readonly message: string }[];
}

export function createHistoryCommand({ openRegistry, terminal }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'history',
      description: 'List what was activated, newest first: who, when, why, and what it changed',
    },
    args: {
      limit: { type: 'string', valueHint: 'number', default: '20', description: 'At most 100' },
      format: listFormat,
    },
    async run({ args }) {
      refuseMore(args._, 0);
      const asJson = isJson(args.format);
      const first = Number(args.limit);
      if (!Number.isInteger(first) || first < 1 || first > 100) {
        throw new Error('--limit is a number from 1 to 100.');
      }
      const { history } = await openRegistry().ask<{ history: Entry[] }>(HISTORY, { first });
      terminal.say(asJson ? JSON.stringify(history, null, 2) : formatHistory(history));
    },
  });
}

function formatHistory(history: readonly Entry[]): string {
  return history.length === 0
    ? 'Nothing was published yet.'
    : history.map(formatEntry).join('\n\n');
}

function formatEntry(entry: Entry): string {
  const { number, version, at, actor, action, reason, commit, target, changes } = entry;
  const what = target === null ? action.toLowerCase() : `${action.toLowerCase()} to ${target}`;
  const head = `${number}  ${version.slice(0, SHORT)}  ${at}  ${what} by ${actor}`;
  return [
    commit === null ? head : `${head}, commit ${commit.slice(0, SHORT)}`,
    ...(reason === null ? [] : [`    ${reason}`]),
    ...changes.map(({ severity, message }) => `    ${severity.padEnd(9)} ${message}`),
  ].join('\n');
}
