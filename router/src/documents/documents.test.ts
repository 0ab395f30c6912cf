import { hash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { documentsShape } from '#src/config/documents.ts';

import { type DocumentRequest, Documents } from './documents.ts';
import { KnownDocuments } from './known-documents.ts';
import type { UnknownDocument } from './unknown-documents.ts';

const KNOWN = 'query Known { a }';
const OTHER = 'query Other { b }';
const sha = (text: string): string => hash('sha256', text);

function create(config: object = {}) {
  const told: UnknownDocument[] = [];
  const documents = new Documents(
    documentsShape.parse({ files: ['manifest.json'], ...config }),
    (document) => told.push(document),
  );
  documents.replace(new KnownDocuments([{ id: 'known', body: KNOWN }]));
  const resolve = (request: Partial<DocumentRequest>, client = 'app') => {
    const resolved = documents.resolve(
      { query: undefined, documentId: undefined, extensions: undefined, ...request },
      client,
    );
    return typeof resolved === 'string' ? resolved : resolved.code;
  };
  return { told, documents, resolve };
}

const persisted = (sha256Hash: unknown, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
});

describe.each(['off', 'log-unknown', 'enforce'])('in mode %s', (mode) => {
  const { resolve } = create({ mode });

  it.each<[string, Partial<DocumentRequest>]>([
    ['the id of the manifest', { documentId: 'known' }],
    ['the SHA-256 of its text', { documentId: `sha256:${sha(KNOWN)}` }],
    ['extensions.persistedQuery', persisted('known')],
    ['its id and its exact text', { documentId: 'known', query: KNOWN }],
    ['its exact text', { query: KNOWN }],
  ])('a persisted document is named by %s', (_name, request) => {
    expect(resolve(request)).toBe(KNOWN);
  });

  it('an id beside another text is refused', () => {
    expect(resolve({ documentId: 'known', query: OTHER })).toBe('PERSISTED_QUERY_HASH_MISMATCH');
  });

  it('a request without text and id is refused', () => {
    expect(resolve({})).toBe('BAD_REQUEST');
  });

  it.each([
    ['of another version', persisted(sha(KNOWN), 2)],
    ['without a hash', persisted(undefined)],
    ['that is no object', { extensions: { persistedQuery: 'x' } }],
  ])('extensions.persistedQuery %s is refused', (_name, request) => {
    expect(resolve(request)).toBe('BAD_REQUEST');
  });
});

describe('with enforce', () => {
  it('a text that no manifest has is refused', () => {
    expect(create({ mode: 'enforce' }).resolve({ query: OTHER })).toBe('QUERY_NOT_IN_SAFELIST');
  });

  it('a text that differs by white space is another text', () => {
    expect(create({ mode: 'enforce' }).resolve({ query: `${KNOWN} ` })).toBe(
      'QUERY_NOT_IN_SAFELIST',
    );
  });

  it('an id that no manifest has is refused', () => {
    expect(create({ mode: 'enforce' }).resolve({ documentId: 'other' })).toBe(
      'PERSISTED_QUERY_NOT_IN_LIST',
    );
  });

  it('no client registers a document by its hash', () => {
    const { resolve } = create({ mode: 'enforce' });

    expect(resolve({ query: OTHER, ...persisted(sha(OTHER)) })).toBe('QUERY_NOT_IN_SAFELIST');
    expect(resolve(persisted(sha(OTHER)))).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('and requireId a text is refused, even a known one', () => {
    const { resolve } = create({ mode: 'enforce', requireId: true });

    expect(resolve({ query: KNOWN })).toBe('PERSISTED_QUERY_ID_REQUIRED');
    expect(resolve({ documentId: 'known' })).toBe(KNOWN);
  });

  it('a document that left the manifest is refused', () => {
    const { resolve, documents } = create({ mode: 'enforce' });
    documents.replace(new KnownDocuments([]));

    expect(resolve({ documentId: 'known' })).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('nothing runs before a manifest was read', () => {
    const config = documentsShape.parse({ mode: 'enforce', files: ['m.json'] });
    const documents = new Documents(config, () => undefined);

    expect(
      documents.resolve({ query: KNOWN, documentId: undefined, extensions: undefined }, 'app'),
    ).toMatchObject({ code: 'QUERY_NOT_IN_SAFELIST' });
  });
});

describe('with log-unknown', () => {
  it('an unknown text runs and is told once, without the text', () => {
    const { resolve, told } = create({ mode: 'log-unknown' });
    resolve({ query: OTHER });

    expect(resolve({ query: OTHER })).toBe(OTHER);
    expect(told).toEqual([{ sha256: sha(OTHER), operation: 'Other', client: 'app' }]);
  });

  it('a known text is not told', () => {
    const { resolve, told } = create({ mode: 'log-unknown' });
    resolve({ query: KNOWN });

    expect(told).toEqual([]);
  });

  it('an unknown text is told when it was registered by its hash too', () => {
    const { resolve, told } = create({ mode: 'log-unknown' });
    resolve({ query: OTHER, ...persisted(sha(OTHER)) });

    expect(told).toHaveLength(1);
  });

  it('no more than a thousand unknown texts are told', () => {
    const { resolve, told } = create({ mode: 'log-unknown' });
    for (let index = 0; index < 1100; index += 1) {
      resolve({ query: `{ a${index} }` });
    }

    expect(told).toHaveLength(1000);
  });
});

describe('automatic persisted queries', () => {
  it('answer NOT_FOUND for a hash that nobody sent with its text', () => {
    expect(create().resolve(persisted(sha(OTHER)))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('run a text by its hash once it was sent with it', () => {
    const { resolve } = create();
    resolve({ query: OTHER, ...persisted(sha(OTHER)) });

    expect(resolve(persisted(sha(OTHER)))).toBe(OTHER);
    expect(resolve({ documentId: `sha256:${sha(OTHER)}` })).toBe(OTHER);
  });

  it('refuse a text under the hash of another', () => {
    const { resolve } = create();

    expect(resolve({ query: OTHER, ...persisted(sha('{ c }')) })).toBe(
      'PERSISTED_QUERY_HASH_MISMATCH',
    );
    expect(resolve(persisted(sha('{ c }')))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it.each([
    ['entries', { maxEntries: 2 }],
    ['bytes', { maxBytes: 100 }],
  ])('forget the text used longest ago when there are too many %s', (_name, automatic) => {
    const { resolve } = create({ automatic });
    const texts = ['query A { aaaaaaaaa }', 'query B { aaaaaaaaa }', 'query C { aaaaaaaaa }'];
    for (const query of texts) {
      resolve({ query, ...persisted(sha(query)) });
    }

    expect(texts.map((text) => resolve(persisted(sha(text))))).toEqual([
      'PERSISTED_QUERY_NOT_FOUND',
      texts[1],
      texts[2],
    ]);
  });

  it('run a text that is too large to be kept', () => {
    const { resolve } = create({ automatic: { maxBytes: 10 } });

    expect(resolve({ query: OTHER, ...persisted(sha(OTHER)) })).toBe(OTHER);
  });

  it('that are off say so, and take the text all the same', () => {
    const { resolve } = create({ automatic: { enabled: false } });

    expect(resolve(persisted(sha(OTHER)))).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
    expect(resolve({ query: OTHER, ...persisted(sha(OTHER)) })).toBe(OTHER);
  });
});

it('refuses manifests in which an id stands for two documents', () => {
  const entries = [
    { id: 'a', body: KNOWN },
    { id: 'a', body: OTHER },
  ];

  expect(() => new KnownDocuments(entries)).toThrow('The id "a" stands for two documents.');
});

it.each(['log-unknown', 'enforce'])('refuses mode %s without files', (mode) => {
  expect(documentsShape.safeParse({ mode }).success).toBe(false);
});
