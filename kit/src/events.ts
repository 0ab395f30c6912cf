import { z } from 'zod';

import type { Clock } from './clock.ts';
import { type Transaction, prepared } from './database.ts';
import { sql } from './drizzle.ts';
import type { NewId } from './ids.ts';
import { outbox } from './tables.ts';

/** One event as it travels: the outbox's columns. */
export interface EventEnvelope {
  /** Place in the producer's outbox; grows, with gaps. */
  readonly seq: number;
  readonly id: string;
  readonly topic: string;
  readonly type: string;
  readonly key: string;
  readonly at: number;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly featureVersion: number;
  readonly compatibilityVersion: number;
  readonly data: unknown;
}

export interface EventType {
  /** For docs/events.md: what happened, and who may care. */
  readonly purpose: string;
  readonly schema: z.ZodType;
  /** Raised when fields are added. */
  readonly featureVersion: number;
  /** Raised when a consumer of the version before would misread the event. */
  readonly compatibilityVersion: number;
}

export interface EventCatalog {
  readonly topic: string;
  readonly types: Readonly<Record<string, EventType>>;
}

export interface NewEvent {
  readonly type: string;
  readonly key: string;
  readonly data: unknown;
  readonly cause: { readonly correlationId: string; readonly causationId?: string };
}

/** Writes one event in the caller's transaction. Throws for an unknown type and for data that breaks the type's schema. */
export type Publish = (tx: Transaction, event: NewEvent) => Promise<void>;

/** What a service publishes, and on which topic. Every type begins with the topic's name. */
export function defineEvents(topic: string, types: EventCatalog['types']): EventCatalog {
  const foreign = Object.keys(types).find((type) => !type.startsWith(`${topic}.`));
  if (foreign !== undefined) {
    throw new Error(`The event type "${foreign}" does not belong to the topic "${topic}".`);
  }
  return { topic, types };
}

export interface PublisherOptions {
  readonly events: EventCatalog;
  readonly now: Clock;
  readonly newId: NewId;
}

export function createPublisher({ events, now, newId }: PublisherOptions): Publish {
  return async (tx, { type, key, data, cause }) => {
    const definition = Object.hasOwn(events.types, type) ? events.types[type] : undefined;
    if (definition === undefined) {
      throw new Error(`The topic "${events.topic}" has no event type "${type}".`);
    }
    const checked = definition.schema.safeParse(data);
    if (!checked.success) {
      throw new Error(`Data of the event "${type}" is invalid.\n${z.prettifyError(checked.error)}`);
    }
    insertEvent(tx).run({
      id: newId('evt'),
      topic: events.topic,
      type,
      key,
      at: now(),
      correlationId: cause.correlationId,
      causationId: cause.causationId ?? null,
      featureVersion: definition.featureVersion,
      compatibilityVersion: definition.compatibilityVersion,
      data: checked.data,
    });
  };
}

const insertEvent = prepared((db) =>
  db
    .insert(outbox)
    .values({
      id: sql.placeholder('id'),
      topic: sql.placeholder('topic'),
      type: sql.placeholder('type'),
      key: sql.placeholder('key'),
      at: sql.placeholder('at'),
      correlationId: sql.placeholder('correlationId'),
      causationId: sql.placeholder('causationId'),
      featureVersion: sql.placeholder('featureVersion'),
      compatibilityVersion: sql.placeholder('compatibilityVersion'),
      data: sql.placeholder('data'),
    })
    .prepare(),
);
