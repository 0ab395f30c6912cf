import type { Clock } from '@supergraph/kit/clock';
import type { Database, Transaction } from '@supergraph/kit/database';
import { validationError } from '@supergraph/kit/user-errors';

import { addToStat } from '#src/data/query-stats.ts';
import { addToPair, saveEvent } from '#src/data/search-events.ts';
import type { SearchEventInput } from '#src/generated/resolvers.ts';
import type { QueryIds, SearchedFor } from '#src/rules/query-id.ts';
import type { Shelf } from '#src/shelf/shelf.ts';

const MAX_EVENTS = 100;
/** As many as a page shows. */
const MAX_EVENTS_OF_SEARCH = 100;
const MAX_POSITION = 1_000_000;
/** Nobody's basket is larger, and pairs grow with its square. */
const MAX_BASKET = 20;

interface TrackDeps {
  readonly db: Database;
  readonly shelf: Shelf;
  readonly queryIds: QueryIds;
  readonly now: Clock;
}

type CheckedEvent = SearchEventInput & { readonly searchedFor: SearchedFor };

/** Takes all events or none. Each counts once, however often it is told, and 100 of one search. */
export async function trackEvents(
  events: readonly SearchEventInput[],
  { db, shelf, queryIds, now }: TrackDeps,
) {
  await shelf.refresh();
  const at = now();
  const { checked, errors } = checkEvents(events, shelf, (id) => queryIds.read(id, at));
  if (errors.length > 0) {
    return { accepted: 0, errors };
  }
  const accepted = await db.transaction(async (tx) => {
    const fresh = await saveEvents(tx, checked, at);
    await countBasket(tx, fresh);
    return fresh.length;
  });
  return { accepted, errors: [] };
}

function checkEvents(
  events: readonly SearchEventInput[],
  shelf: Shelf,
  readQueryId: (id: string) => SearchedFor | undefined,
) {
  if (events.length > MAX_EVENTS) {
    const message = `There are ${events.length} events, at most ${MAX_EVENTS} are taken at once.`;
    return { checked: [], errors: [validationError(message, ['events'])] };
  }
  const checked: CheckedEvent[] = [];
  const errors: ReturnType<typeof validationError>[] = [];
  for (const [index, event] of events.entries()) {
    const searchedFor = readQueryId(event.queryId);
    const fault = findFault(event, searchedFor, shelf);
    if (fault !== undefined) {
      errors.push(validationError(fault.message, ['events', index, fault.field]));
    } else if (searchedFor !== undefined) {
      checked.push({ ...event, searchedFor });
    }
  }
  return { checked, errors };
}

function findFault(
  { itemId, position }: SearchEventInput,
  searchedFor: SearchedFor | undefined,
  shelf: Shelf,
): { readonly field: string; readonly message: string } | undefined {
  if (searchedFor === undefined) {
    return {
      field: 'queryId',
      message: 'This is no queryId that a search of the last 30 days has given.',
    };
  }
  if (shelf.findProduct(itemId) === undefined) {
    return { field: 'itemId', message: `There is no product "${itemId.slice(0, 100)}".` };
  }
  if (position != null && (position < 1 || position > MAX_POSITION)) {
    return { field: 'position', message: `A position is 1 to ${MAX_POSITION}, not ${position}.` };
  }
  return undefined;
}

async function saveEvents(
  tx: Transaction,
  events: readonly CheckedEvent[],
  at: number,
): Promise<CheckedEvent[]> {
  const fresh: CheckedEvent[] = [];
  for (const event of events) {
    const { queryId, itemId, kind, position, searchedFor } = event;
    if (
      !(await saveEvent(
        tx,
        { queryId, itemId, kind, position: position ?? null, at },
        MAX_EVENTS_OF_SEARCH,
      ))
    ) {
      continue;
    }
    fresh.push(event);
    if (searchedFor.text !== '' && kind !== 'PURCHASE') {
      const { locale, text: query } = searchedFor;
      await addToStat(tx, { locale, query, at, [kind === 'CLICK' ? 'clicks' : 'carts']: 1 });
    }
  }
  return fresh;
}

async function countBasket(tx: Transaction, events: readonly CheckedEvent[]): Promise<void> {
  const bought = events.filter(({ kind }) => kind === 'PURCHASE').map(({ itemId }) => itemId);
  const basket = [...new Set(bought)].slice(0, MAX_BASKET);
  for (const itemId of basket) {
    for (const otherId of basket) {
      if (itemId !== otherId) {
        await addToPair(tx, itemId, otherId);
      }
    }
  }
}
