import type { IncomingMessage } from 'node:http';

import { PipelineError } from '#src/pipeline/errors.ts';

/** How much of a body that is too large is read and thrown away, so that the client gets to read the refusal. */
const PATIENCE = 8;

/** The whole body. Throws PAYLOAD_TOO_LARGE when it has more than `maxBytes`. */
export async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) {
      chunks.push(chunk);
    } else if (size > maxBytes * PATIENCE) {
      break;
    }
  }
  if (size > maxBytes) {
    throw new PipelineError('PAYLOAD_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, {
      headers: { connection: 'close' },
    });
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
