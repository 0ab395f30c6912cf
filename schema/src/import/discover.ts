import type { SignedFetch } from '@supergraph/kit/signed-fetch';
import { z } from 'zod';

/** A running service that takes lines, as it describes itself. */
export interface Importer {
  readonly name: string;
  readonly url: URL;
  /** Signed as `graph`, for this service alone. */
  readonly call: SignedFetch;
  readonly types: readonly string[];
  /** Services whose events it must have seen before its own lines make sense. */
  readonly after: readonly string[];
}

/** Who takes which lines, and in which order they are sent. */
export interface ImportPlan {
  /** Services of one stage are independent of each other and wait only for earlier stages. */
  readonly stages: readonly (readonly Importer[])[];
  readonly ownerOf: ReadonlyMap<string, Importer>;
}

const description = z.object({ types: z.array(z.string()), after: z.array(z.string()) });
const ASK_TIMEOUT_MS = 5000;

/** Asks every service what it takes. Rejects, naming them, when services do not answer. */
export async function discoverImporters(
  services: Readonly<Record<string, string>>,
  callerFor: (service: string) => SignedFetch,
): Promise<Importer[]> {
  const asked = await Promise.all(
    Object.entries(services).map(async ([name, base]) => {
      const url = new URL('/internal/v1/import', base);
      const call = callerFor(name);
      return { name, url, call, response: await ask(url, call) };
    }),
  );
  const silent = asked.filter(({ response }) => response === undefined);
  if (silent.length > 0) {
    throw new Error(
      [
        ...silent.map(({ name, url }) => `${name} does not answer at ${url.origin}.`),
        'Start the graph with `npm start`, or say where its services run in SERVICE_URLS.',
      ].join('\n'),
    );
  }
  const importers = await Promise.all(asked.map(readImporter));
  return importers.filter(({ types }) => types.length > 0);
}

async function ask(url: URL, call: SignedFetch): Promise<Response | undefined> {
  try {
    return await call(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
  } catch {
    return undefined;
  }
}

interface Asked extends Pick<Importer, 'name' | 'url' | 'call'> {
  readonly response: Response | undefined;
}

async function readImporter({ response, ...importer }: Asked): Promise<Importer> {
  const { name, url } = importer;
  const status = response?.status;
  if (status === 404) {
    return { ...importer, types: [], after: [] };
  }
  if (status === 401 || status === 403) {
    throw new Error(
      `${name} (${url.origin}) does not accept our key: is DATA_DIR the folder it was started with?`,
    );
  }
  const body = response?.ok === true ? description.safeParse(await response.json()) : undefined;
  if (body?.success !== true) {
    throw new Error(`${name} (${url.origin}) did not say what it imports: HTTP ${status}.`);
  }
  return { ...importer, ...body.data };
}

/** Orders services so that each comes after those it waits for. Throws when that is impossible or two take one type. */
export function planImport(importers: readonly Importer[]): ImportPlan {
  const stages: Importer[][] = [];
  let waiting = importers;
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ name, after }) =>
      after.every((producer) => producer === name || !names.has(producer)),
    );
    if (ready.length === 0) {
      throw new Error(`${[...names].join(' and ')} wait for each other.`);
    }
    stages.push(ready);
    waiting = waiting.filter((importer) => !ready.includes(importer));
  }
  return { stages, ownerOf: findOwners(importers) };
}

function findOwners(importers: readonly Importer[]): ReadonlyMap<string, Importer> {
  const ownerOf = new Map<string, Importer>();
  for (const importer of importers) {
    for (const type of importer.types) {
      const other = ownerOf.get(type);
      if (other) {
        throw new Error(`Both ${other.name} and ${importer.name} take "${type}".`);
      }
      ownerOf.set(type, importer);
    }
  }
  return ownerOf;
}
