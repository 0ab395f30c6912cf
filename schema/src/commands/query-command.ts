import { defineCommand } from 'citty';
import { z } from 'zod';

import { type CommandContext, refuseMore } from './command-context.ts';
import { operationArgs, readOperation } from './read-operation.ts';
import { readHeaders } from './request-headers.ts';
import { findEndpoint } from './router-endpoint.ts';
import { readVariables } from './variables.ts';

const TIMEOUT_MS = 60_000;

/** `graph query`: one operation through the router. */
export function createQueryCommand({ env, terminal, exitWith }: CommandContext) {
  return defineCommand({
    meta: {
      name: 'query',
      description: 'Run an operation on the running router and print its answer as JSON',
    },
    args: {
      ...operationArgs,
      variables: { type: 'string', valueHint: 'JSON', description: 'Its variables, as an object' },
      variant: { type: 'string', description: 'The router has one endpoint for each, as web' },
      endpoint: {
        type: 'string',
        valueHint: 'URL',
        description: 'Of another router; else the one at GRAPH_PORT',
      },
      header: {
        type: 'string',
        valueHint: 'name: value',
        description: 'A header; may be said several times. GRAPH_USER_TOKEN is sent as a bearer',
      },
    },
    async run({ args, rawArgs }) {
      refuseMore(args._, 1);
      const variables = readVariables(args.variables);
      const call: Call = {
        endpoint: findEndpoint(env, args),
        headers: readHeaders(rawArgs, env),
        body: {
          query: readOperation(args),
          ...(args.name !== undefined && { operationName: args.name }),
          ...(variables !== undefined && { variables }),
        },
      };
      const answer = await terminal.during('Asking the router', () => ask(call));
      terminal.say(JSON.stringify(answer, null, terminal.hasReader ? 2 : 0));
      exitWith((answer.errors ?? []).length > 0 ? 1 : 0);
    },
  });
}

interface Call {
  readonly endpoint: URL;
  readonly headers: Headers;
  readonly body: object;
}

const answerShape = z
  .looseObject({ data: z.unknown().optional(), errors: z.array(z.unknown()).optional() })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);

async function ask({ endpoint, headers, body }: Call): Promise<z.infer<typeof answerShape>> {
  const response = await reach(endpoint, headers, body);
  const answer = answerShape.safeParse(parseJson(await response.text()));
  if (!answer.success) {
    throw new Error(
      `What answers at ${endpoint} is no GraphQL router (HTTP ${response.status}). Its endpoint ends in /graphql, or /graphql/VARIANT.`,
    );
  }
  return answer.data;
}

async function reach(endpoint: URL, headers: Headers, body: object): Promise<Response> {
  try {
    return await fetch(endpoint, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      // A token must not follow to where a stranger points.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    const what =
      cause instanceof DOMException && cause.name === 'TimeoutError'
        ? `did not answer in ${TIMEOUT_MS / 1000} s`
        : 'does not answer';
    throw new Error(
      `The router ${what} at ${endpoint}. Start the graph with \`npm start\`, or say where it is: --endpoint URL.`,
      { cause },
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
