import { z } from 'zod';

const NAME = /^[A-Za-z][\w-]{0,63}$/u;
const MAX_SDL_LENGTH = 5_000_000;

export const subgraphName = z
  .string()
  .regex(NAME, 'a subgraph is named with letters, digits, "-" and "_", and begins with a letter');

/** Where a subgraph answers. Credentials do not belong into a text that every router gets. */
export const httpUrl = z
  .url({ protocol: /^https?$/u, error: 'must be an http or https URL' })
  .max(2000)
  .refine((text) => !/^https?:\/\/[^/]*@/u.test(text), 'must not hold a user or password');

const sdlText = z.string().min(1, 'is empty').max(MAX_SDL_LENGTH);

// Others read it on their terminals.
export const line = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'is one line, without control characters');

const proposedSubgraph = z.object({
  name: subgraphName,
  url: httpUrl.nullish(),
  sdl: sdlText,
  file: line.min(1).max(500).nullish(),
});

/** What a check proposes. */
export const checkInput = z.object({
  subgraphs: z
    .array(proposedSubgraph)
    .min(1, 'names no subgraph')
    .max(500)
    .refine(
      (subgraphs) => new Set(subgraphs.map(({ name }) => name)).size === subgraphs.length,
      'names a subgraph twice',
    ),
  allowBreaking: z.boolean().default(false),
  reason: line.nullish(),
  commit: line.nullish(),
});
export type CheckInput = z.input<typeof checkInput>;

export const publishInput = checkInput
  .extend({ now: z.boolean().default(false), plans: z.boolean().default(true) })
  .refine(
    ({ plans, allowBreaking }) => plans || allowBreaking,
    'plans are only left out where breaking is allowed: what cannot be planned any more is refused',
  );
export type PublishInput = z.input<typeof publishInput>;
