import { createHmac, timingSafeEqual } from 'node:crypto';

import { readJson } from '@supergraph/kit/read-json';
import { z } from 'zod';

/** What an event of a search is counted for. */
export interface SearchedFor {
  readonly locale: string;
  /** Folded words with one space between; empty without a query. */
  readonly text: string;
}

/** Ids that say what was searched for: any instance can count its events, and a search writes nothing. */
export interface QueryIds {
  write(searchedFor: SearchedFor, given: { readonly unique: string; readonly at: number }): string;
  /** Undefined when it is no id of a search of the last 30 days. */
  read(id: string, now: number): SearchedFor | undefined;
}

export const QUERY_ID_MS = 30 * 24 * 3_600_000;
const MAX_ID_LENGTH = 2000;
const MAC_BYTES = 16;
const shape = z.tuple([z.string(), z.string(), z.string(), z.int()]);

/** The key, in hex, is one that all instances have. */
export function createQueryIds(key: string): QueryIds {
  const sign = (content: string): Buffer =>
    createHmac('sha256', Buffer.from(key, 'hex'))
      .update(`search queryId ${content}`)
      .digest()
      .subarray(0, MAC_BYTES);
  return {
    write({ locale, text }, { unique, at }) {
      const content = JSON.stringify([locale, text, unique, at]);
      return `${Buffer.from(content).toString('base64url')}.${sign(content).toString('base64url')}`;
    },
    read(id, now) {
      const [encoded = '', mac = ''] = id.length > MAX_ID_LENGTH ? [] : id.split('.');
      const content = Buffer.from(encoded, 'base64url').toString('utf8');
      const given = Buffer.from(mac, 'base64url');
      if (given.length !== MAC_BYTES || !timingSafeEqual(given, sign(content))) {
        return undefined;
      }
      const [locale, text, , at] = shape.parse(readJson(content));
      return now - at > QUERY_ID_MS ? undefined : { locale, text };
    },
  };
}
