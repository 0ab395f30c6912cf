/** A ready operation of `examples/`. */
export interface Example {
  /** The file's name without its number and ending. */
  readonly name: string;
  readonly title: string;
  readonly group: string;
  /** What there is to see. */
  readonly about: string;
  readonly query: string;
  readonly operationName: string;
  /** May hold placeholders, see `fill-variables.ts`. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** `login` (anybody) or the name of a demo login. */
  readonly needs?: string;
}

const HEADER_LINE = /^# (title|group|needs): (.+)$/;

/**
 * Reads an example: `# title:`, `# group:` and `# needs:` lines first, then a comment about it, then
 * the operation. Throws when the file has no title, no group or no named operation.
 */
export function parseExample(fileName: string, text: string, variables = '{}'): Example {
  const { header, about, query } = splitHeader(text);
  const operationName = /^(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1];
  const { title, group, needs } = header;
  if (!title || !group || !operationName) {
    throw new Error(`The example "${fileName}" needs a title, a group and a named operation.`);
  }
  return {
    name: fileName.replaceAll(/^.*\/|\.graphql$/g, '').replace(/^\d+-/, ''),
    title,
    group,
    about,
    query,
    operationName,
    variables: readVariables(fileName, variables),
    ...(needs ? { needs } : {}),
  };
}

interface Header {
  title?: string;
  group?: string;
  needs?: string;
}

function splitHeader(text: string): { header: Header; about: string; query: string } {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => !line.startsWith('#'));
  const comments = lines.slice(0, start);
  const entries = comments.flatMap((line) => {
    const [, key, value] = HEADER_LINE.exec(line) ?? [];
    return key === undefined ? [] : [[key, value]];
  });
  const about = comments.filter((line) => !HEADER_LINE.test(line));
  return {
    header: Object.fromEntries(entries),
    about: about.map((line) => line.replace(/^# ?/, '')).join(' '),
    query: `${lines.slice(start).join('\n').trim()}\n`,
  };
}

function readVariables(fileName: string, text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`The variables of the example "${fileName}" are not an object.`);
  }
  return { ...value };
}
