/** A ready operation of `examples/`. */
export interface Example {
  /** The file's name without its number and ending. */
  readonly name: string;
  readonly title: string;
  readonly group: string;
  /** The operation, below the comment that explains it. */
  readonly query: string;
  readonly operationName: string;
  /** May hold placeholders, see `fill-variables.ts`. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** `login` (anybody) or the name of a demo login. */
  readonly needs?: string;
}

const HEADER_LINE = /^# (title|group|needs): (.+)$/;

/**
 * Reads an example: `# title:`, `# group:` and `# needs:` lines first, then the operation. Throws
 * when the file has no title, no group or no named operation.
 */
export function parseExample(fileName: string, text: string, variables = '{}'): Example {
  const { header, query } = splitHeader(text);
  const operationName = /^(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1];
  const { title, group, needs } = header;
  if (!title || !group || !operationName) {
    throw new Error(`The example "${fileName}" needs a title, a group and a named operation.`);
  }
  return {
    name: fileName.replaceAll(/^.*\/|\.graphql$/g, '').replace(/^\d+-/, ''),
    title,
    group,
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

function splitHeader(text: string): { header: Header; query: string } {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !HEADER_LINE.test(line));
  const entries = lines.slice(0, end).map((line) => HEADER_LINE.exec(line)?.slice(1) ?? []);
  return { header: Object.fromEntries(entries), query: `${lines.slice(end).join('\n').trim()}\n` };
}

function readVariables(fileName: string, text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`The variables of the example "${fileName}" are not an object.`);
  }
  return { ...value };
}
