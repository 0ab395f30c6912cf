import { parse, print } from 'graphql';

import { type Answer, query } from './query.ts';

/** One operation as a client sent it, and what came back. */
interface Exchange {
  readonly title: string;
  readonly operation: string;
  readonly variables: object;
  readonly answer: unknown;
}

export interface Recorder {
  /** Sends one operation and keeps it. */
  ask(title: string, operation: string, options?: Asked): Promise<Answer>;
  /** Keeps nothing. */
  look(operation: string, options?: Asked): Promise<Answer>;
  /** What was kept, as a document: what differs from run to run is named instead of shown. */
  render(heading: string): string;
}

export interface Asked {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Records a conversation with the router. */
export function createRecorder(url: string): Recorder {
  const exchanges: Exchange[] = [];
  const look = (operation: string, { variables = {}, headers = {} }: Asked = {}) =>
    query(url, { query: operation, variables, headers });
  return {
    look,
    async ask(title, operation, asked = {}) {
      const answer = await look(operation, asked);
      const { data, errors } = answer;
      const kept = errors === undefined ? { data } : { data, errors };
      exchanges.push({ title, operation, variables: asked.variables ?? {}, answer: kept });
      return answer;
    },
    render(heading) {
      const name = createNames();
      const parts = exchanges.map(({ title, operation, variables, answer }, at) =>
        [
          `## ${at + 1}. ${title}`,
          fence('graphql', print(parse(operation))),
          ...(Object.keys(variables).length === 0 ? [] : [fence('json', show(variables, name))]),
          'answers',
          fence('json', show(answer, name)),
        ].join('\n\n'),
      );
      return `${[heading, ...parts].join('\n\n')}\n`;
    },
  };
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

type Naming = (text: string) => string;

const SECRET_MEMBERS = new Set([
  'accessToken',
  'cartToken',
  'idempotencyKey',
  'number',
  'rmaNumber',
  'trackingNumber',
]);
const CHANGING = [
  [/\b[a-z]{2,5}_[0-9A-Za-z]{10,}\b/gu, (found: string) => found.slice(0, found.indexOf('_') + 1)],
  [/\b[0-9a-f]{64}\b/gu, () => 'hash '],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z\b/gu, undefined],
  [/:\d{4,5}\b/gu, undefined],
] as const;

function show(value: unknown, name: Naming): string {
  return JSON.stringify(
    value,
    (member, one: unknown) => {
      if (typeof one !== 'string') {
        return one;
      }
      return SECRET_MEMBERS.has(member) ? `<${member}>` : name(one);
    },
    2,
  );
}

/** The same thing has the same name throughout: the second order is `ord_2`. */
function createNames(): Naming {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const nameOf = (found: string, kind: string): string => {
    const number = (counts.get(kind) ?? 0) + 1;
    const made = known.get(found) ?? `${kind}${number}`;
    if (!known.has(found)) {
      counts.set(kind, number);
      known.set(found, made);
    }
    return made;
  };
  return (text) => {
    const [ids, hashes, times, ports] = CHANGING;
    return text
      .replace(ids[0], (found) => nameOf(found, ids[1](found)))
      .replace(hashes[0], (found) => nameOf(found, hashes[1]()))
      .replace(times[0], '<time>')
      .replace(ports[0], ':<port>');
  };
}
