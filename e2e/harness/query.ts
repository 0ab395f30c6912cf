/** What JSON holds: tests read deep into answers whose shape their own query states. */
type Parsed = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly data: Parsed;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly status: number;
  readonly headers: Headers;
}

export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Else everything public. */
  readonly variant?: 'web' | 'mobile' | 'partner' | 'agent';
}

/** One operation through the router, as a frontend sends it. */
export async function query(
  url: string,
  { query: text, variables, headers, variant }: Operation,
): Promise<Answer> {
  const endpoint = variant === undefined ? '/graphql' : `/graphql/${variant}`;
  const response = await fetch(`${url}${endpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text, variables }),
  });
  const body = (await response.json()) as Pick<Answer, 'data' | 'errors'>;
  return { ...body, status: response.status, headers: response.headers };
}
