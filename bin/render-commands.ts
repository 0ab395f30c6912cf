import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { ServiceDefinition } from '../kit/src/service-definition.ts';
import type { SettingsShape } from '../kit/src/settings.ts';
import type { SubgraphContext } from '../kit/src/subgraph.ts';
import { createTestService } from '../kit/testing/index.ts';
import { describeInput } from './render-shape.ts';

const BEGIN = '<!-- commands: made from the code by `pnpm docs:write`; `pnpm check` compares. -->';
const END = '<!-- end of commands -->';

type Definition = ServiceDefinition<SettingsShape, SubgraphContext>;

/** docs/contracts.md with the list of commands as the services answer them. */
export async function renderContracts(root: string, text: string): Promise<string> {
  const [before, rest] = cut(text, BEGIN);
  const [, after] = cut(rest, END);
  const services = await Promise.all(readDefinitions(root));
  const rows = await Promise.all(services.map(renderService));
  return [
    `${before}${BEGIN}`,
    '',
    'Each with who may call it, and its body:',
    '',
    ...rows.flat(),
    '',
    `${END}${after}`,
  ].join('\n');
}

function cut(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at === -1) {
    throw new Error(`docs/contracts.md lacks the line "${mark}".`);
  }
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** The services that have commands. */
function readDefinitions(root: string): Promise<Definition>[] {
  const folder = path.join(root, 'subgraphs');
  return readdirSync(folder)
    .toSorted()
    .filter((name) => existsSync(path.join(folder, name, 'src', 'commands')))
    .map(async (name) => {
      const file = path.join(folder, name, 'src', 'subgraph.ts');
      const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
      const definition = module[name];
      if (definition === undefined) {
        throw new Error(`${file} exports no service "${name}".`);
      }
      return definition as Definition;
    });
}

async function renderService(definition: Definition): Promise<string[]> {
  await using service = await createTestService(definition);
  return Object.entries(service.commands).map(
    ([command, { callers, input }]) =>
      `- \`${definition.name}.${command}\` (${callers.join(', ')}): \`${describeInput(input)}\``,
  );
}
