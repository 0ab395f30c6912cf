import type { DocumentsConfig } from '#src/config/documents.ts';

import { AutomaticDocuments } from './automatic-documents.ts';
import { KnownDocuments } from './known-documents.ts';
import { type UnknownDocument, UnknownDocuments } from './unknown-documents.ts';

/** What of a request says which document it means. */
export interface DocumentRequest {
  readonly query: string | undefined;
  readonly documentId: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** Why a request gets no document. */
export interface DocumentRefusal {
  readonly code:
    | 'BAD_REQUEST'
    | 'PERSISTED_QUERY_NOT_SUPPORTED'
    | 'PERSISTED_QUERY_NOT_FOUND'
    | 'PERSISTED_QUERY_HASH_MISMATCH'
    | 'PERSISTED_QUERY_NOT_IN_LIST'
    | 'PERSISTED_QUERY_ID_REQUIRED'
    | 'QUERY_NOT_IN_SAFELIST';
  readonly message: string;
}

const refuse = (code: DocumentRefusal['code'], message: string): DocumentRefusal => ({
  code,
  message,
});

const NO_DOCUMENT = refuse('BAD_REQUEST', 'The request has no "query".');
const MALFORMED = refuse(
  'BAD_REQUEST',
  'extensions.persistedQuery must be { "version": 1, "sha256Hash": … }.',
);
const MISMATCH = refuse(
  'PERSISTED_QUERY_HASH_MISMATCH',
  'The hash or id belongs to another text than "query".',
);
const NOT_IN_LIST = refuse(
  'PERSISTED_QUERY_NOT_IN_LIST',
  'There is no persisted document with this id.',
);
const ID_REQUIRED = refuse(
  'PERSISTED_QUERY_ID_REQUIRED',
  'Name a persisted document by "documentId": texts are not taken here.',
);
const NOT_IN_SAFELIST = refuse(
  'QUERY_NOT_IN_SAFELIST',
  'The text is not that of a persisted document.',
);
// The protocol of automatic persisted queries has these two messages: older clients compare them.
const NOT_FOUND = refuse('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
const NOT_SUPPORTED = refuse('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');

/** Which documents run: those of manifests, those that clients registered by hash, or any. One per public schema. */
export class Documents {
  readonly #mode: DocumentsConfig['mode'];
  readonly #requireId: boolean;
  readonly #automatic: AutomaticDocuments | undefined;
  readonly #unknown: UnknownDocuments;
  #known = new KnownDocuments([]);

  constructor(config: DocumentsConfig, tellUnknown: (document: UnknownDocument) => void) {
    const { mode, requireId, automatic } = config;
    this.#mode = mode;
    this.#requireId = mode === 'enforce' && requireId;
    // A list that must be kept to cannot be added to by clients.
    this.#automatic =
      automatic.enabled && mode !== 'enforce' ? new AutomaticDocuments(automatic) : undefined;
    this.#unknown = new UnknownDocuments(tellUnknown);
  }

  /** Replaces the persisted documents. Requests that were resolved keep their text. */
  replace(known: KnownDocuments): void {
    this.#known = known;
    this.#unknown.reset();
  }

  /** The text to run, or why there is none. `client` is the name under which an unknown document is told. */
  resolve(request: DocumentRequest, client: string | undefined): string | DocumentRefusal {
    const { query, documentId, extensions } = request;
    const persisted = extensions?.['persistedQuery'];
    if (documentId !== undefined) {
      return this.#resolveId(documentId, query, client);
    }
    if (persisted !== undefined && persisted !== null) {
      const sha256 = readHash(persisted);
      return sha256 === undefined ? MALFORMED : this.#resolveId(sha256, query, client);
    }
    return query === undefined ? NO_DOCUMENT : this.#resolveText(query, client);
  }

  #resolveText(query: string, client: string | undefined): string | DocumentRefusal {
    if (this.#mode === 'off') {
      return query;
    }
    if (this.#requireId) {
      return ID_REQUIRED;
    }
    if (this.#known.has(query)) {
      return query;
    }
    if (this.#mode === 'enforce') {
      return NOT_IN_SAFELIST;
    }
    this.#unknown.note(query, client);
    return query;
  }

  #resolveId(
    id: string,
    query: string | undefined,
    client: string | undefined,
  ): string | DocumentRefusal {
    // Clients that name a document by its hash leave out the prefix that ids of manifests may have.
    const known = this.#known.find(id) ?? this.#known.find(`${PREFIX}${id}`);
    if (known !== undefined) {
      return query === undefined || query === known ? known : MISMATCH;
    }
    const sha256 = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id;
    if (this.#automatic && SHA256.test(sha256)) {
      return this.#resolveAutomatic(this.#automatic, { sha256, query, client });
    }
    if (query !== undefined) {
      return this.#resolveText(query, client);
    }
    return this.#mode === 'off' ? NOT_SUPPORTED : NOT_IN_LIST;
  }

  #resolveAutomatic(
    automatic: AutomaticDocuments,
    {
      sha256,
      query,
      client,
    }: { sha256: string; query: string | undefined; client: string | undefined },
  ): string | DocumentRefusal {
    if (query !== undefined && !automatic.keep(sha256, query)) {
      return MISMATCH;
    }
    const text = query ?? automatic.find(sha256);
    return text === undefined ? NOT_FOUND : this.#resolveText(text, client);
  }
}

const PREFIX = 'sha256:';
const SHA256 = /^[0-9a-f]{64}$/u;

function readHash(persisted: unknown): string | undefined {
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown };
  return version === 1 && typeof sha256Hash === 'string' ? sha256Hash : undefined;
}
