import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { ERROR_CODES } from '../kit/src/errors.ts';
import type { EventCatalog } from '../kit/src/events.ts';
import { ROUTER_ERROR_CODES } from '../router/src/pipeline/errors.ts';
import { renderShape } from './render-shape.ts';

const MADE = '<!-- Made from the code by `pnpm docs:write`; `pnpm check` compares. -->';

type CodeRow = [string, { readonly status: number; readonly meaning: string }];

function renderCode([code, { status, meaning }]: CodeRow): string {
  return `| \`${code}\` | ${status} | ${meaning} |`;
}

/** docs/errors.md: both code tables. */
export function renderErrors(): string {
  const head = ['| code | status | meaning |', '|---|---|---|'];
  return [
    '# Errors',
    '',
    MADE,
    '',
    'GraphQL `errors` carry a code in `extensions.code`. They are for bugs, authorisation and outages; what a client must branch on is a typed',
    "member of a payload's `errors` instead. The status is that of the HTTP answer when the whole request fails; an error of one field, through the router, comes with 200.",
    '',
    '## From the router',
    '',
    'A lost fetch adds `subgraph`, `requestId`, `correlationId` and `retryable`. The table is `router/src/pipeline/errors.ts`.',
    '',
    ...head,
    ...Object.entries(ROUTER_ERROR_CODES).map(renderCode),
    '',
    '## From subgraphs',
    '',
    'The table is `kit/src/errors.ts`. Any other failure is masked to `INTERNAL_SERVER_ERROR`, and is in the log under the same ids.',
    '',
    ...head,
    ...Object.entries(ERROR_CODES).map(renderCode),
    '',
  ].join('\n');
}

/** docs/events.md: every event type of every subgraph, with its data. */
export async function renderEvents(root: string): Promise<string> {
  const catalogs = await readCatalogs(root);
  return [
    '# Events',
    '',
    MADE,
    '',
    'Each producer serves its outbox as a feed, `GET /events?topic=T&after=SEQ&wait=20s` (docs/contracts.md). Events carry whole state, and of people',
    'nothing but ids.',
    '',
    ...catalogs.flatMap(renderCatalog),
  ].join('\n');
}

async function readCatalogs(root: string): Promise<EventCatalog[]> {
  const files = readdirSync(path.join(root, 'subgraphs'))
    .toSorted()
    .map((name) => path.join(root, 'subgraphs', name, 'src', 'events.ts'))
    .filter((file) => existsSync(file));
  return Promise.all(
    files.map(async (file) => {
      const { events } = (await import(pathToFileURL(file).href)) as { events: EventCatalog };
      return events;
    }),
  );
}

function renderCatalog({ topic, types }: EventCatalog): string[] {
  return [
    `## Topic \`${topic}\``,
    '',
    ...Object.entries(types).flatMap(
      ([type, { purpose, schema, featureVersion, compatibilityVersion }]) => [
        `### \`${type}\``,
        '',
        `${purpose} Feature version ${featureVersion}, compatibility version ${compatibilityVersion}.`,
        '',
        '| data | |',
        '|---|---|',
        ...renderShape(schema),
        '',
      ],
    ),
  ];
}
