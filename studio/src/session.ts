import { CARRIED_FIELDS, CONTEXT_HEADERS } from '../graph-context.ts';
import { readSignIn } from '../demo-logins.ts';
import type { SignIn } from '../demo-logins.ts';

import { isRecord } from './fill-variables.ts';

export interface LastAnswer {
  readonly status: number;
  readonly tookMs: number;
  readonly correlationId: string | null;
}

export interface SessionState {
  readonly signIn: SignIn | null;
  /** The demo login behind `signIn`, if it was one. */
  readonly login: string | null;
  readonly context: Readonly<Record<string, string>>;
  readonly carried: Readonly<Record<string, string>>;
  readonly lastAnswer: LastAnswer | null;
}

/** What the studio knows between requests. Survives a reload of the tab, not its end. */
export interface Session {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly update: (change: Partial<SessionState>) => void;
  /** Learns from an answer: who is signed in, carried fields, values for placeholders. */
  readonly remember: (data: unknown) => void;
  /** The `data` of the latest answers, the latest first. */
  readonly answers: () => readonly unknown[];
  /** The headers that every request gets. */
  readonly headers: () => Record<string, string>;
}

const KEY = 'studio.session';
const REMEMBERED_ANSWERS = 30;

export function createSession(storage: Pick<Storage, 'getItem' | 'setItem'>): Session {
  let state = readState(storage.getItem(KEY));
  let answers: readonly unknown[] = [];
  const listeners = new Set<() => void>();

  const update: Session['update'] = (change) => {
    state = { ...state, ...change };
    storage.setItem(KEY, JSON.stringify(state));
    for (const listener of listeners) {
      listener();
    }
  };

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update,
    remember(data) {
      answers = [data, ...answers].slice(0, REMEMBERED_ANSWERS);
      const learned = learn(data);
      if (learned.signIn) {
        update({ signIn: learned.signIn, login: null });
      }
      if (Object.keys(learned.carried).length > 0) {
        update({ carried: { ...state.carried, ...learned.carried } });
      }
    },
    answers: () => answers,
    headers: () => readHeaders(state),
  };
}

function readHeaders({ signIn, context, carried }: SessionState): Record<string, string> {
  const headers: Record<string, string> = { ...context };
  for (const { field, header } of CARRIED_FIELDS) {
    const value = carried[field];
    if (value !== undefined) {
      headers[header] = value;
    }
  }
  return signIn ? { ...headers, authorization: `Bearer ${signIn.accessToken}` } : headers;
}

function learn(data: unknown): { signIn: SignIn | null; carried: Record<string, string> } {
  let signIn: SignIn | null = null;
  const carried: Record<string, string> = {};
  const visit = (value: unknown): void => {
    if (isRecord(value)) {
      signIn ??= readSignIn(value);
      Object.assign(carried, readCarried(value));
      Object.values(value).forEach(visit);
    } else if (Array.isArray(value)) {
      value.forEach(visit);
    }
  };
  visit(data);
  return { signIn, carried };
}

function readCarried(value: Readonly<Record<string, unknown>>): Record<string, string> {
  const found = CARRIED_FIELDS.flatMap(({ field }) => {
    const carried = value[field];
    return typeof carried === 'string' ? [[field, carried]] : [];
  });
  return Object.fromEntries(found);
}

function readState(stored: string | null): SessionState {
  const defaults = CONTEXT_HEADERS.map(({ header, options }) => [header, options[0] ?? '']);
  const empty: SessionState = {
    signIn: null,
    login: null,
    context: Object.fromEntries(defaults),
    carried: {},
    lastAnswer: null,
  };
  const found: unknown = stored === null ? null : JSON.parse(stored);
  return isRecord(found) ? { ...empty, ...found } : empty;
}
