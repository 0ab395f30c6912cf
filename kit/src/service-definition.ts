import type { FastifyInstance } from 'fastify';

import type { Clock } from './clock.ts';
import type { Command } from './commands.ts';
import type { Consumer } from './consumer.ts';
import type { Database } from './database.ts';
import type { EventCatalog, Publish } from './events.ts';
import type { NewId } from './ids.ts';
import type { Imports } from './import.ts';
import type { Job } from './jobs.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { RequestContext } from './request-context.ts';
import type { BaseSettings, SettingsOf, SettingsShape } from './settings.ts';
import type { SubgraphContext } from './subgraph.ts';

/** What a service is built from. Tests pass other ones in. */
export interface ServiceDeps<Settings> {
  readonly db: Database;
  readonly now: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly settings: Settings & BaseSettings;
  /** Writes one event of the service's topic in the caller's transaction. */
  readonly publish: Publish;
}

export interface ServiceParts<Context extends SubgraphContext> {
  readonly resolvers: object;
  readonly createContext: (request: RequestContext) => Context;
  readonly events?: EventCatalog;
  readonly consumers?: readonly Consumer[];
  readonly imports?: Imports;
  readonly commands?: Readonly<Record<string, Command>>;
  /** Adds routes of the service's own, such as a JWKS. */
  readonly routes?: (app: FastifyInstance) => void;
  readonly jobs?: readonly Job[];
  /** Awaited before the service answers anything: seeds, key material. */
  readonly prepare?: () => Promise<void>;
}

export interface ServiceDefinition<Shape extends SettingsShape, Context extends SubgraphContext> {
  readonly name: string;
  /** Holds schema.graphql and migrations/. */
  readonly folder: URL;
  readonly settings: Shape;
  readonly create: (deps: ServiceDeps<SettingsOf<Shape>>) => ServiceParts<Context>;
}

/** States a service without starting anything. */
export function defineService<Shape extends SettingsShape, Context extends SubgraphContext>(
  definition: ServiceDefinition<Shape, Context>,
): ServiceDefinition<Shape, Context> {
  return definition;
}
