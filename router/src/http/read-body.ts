import type { IncomingMessage } from 'node:http';

import { PipelineError } from '#src/pipeline/errors.ts';

/** How much of a body that is too large is read and thrown away, so that the client gets to read the refusal. */
const PATIENCE = 8;

/** The whole body. Throws PAYLOAD_TOO_LARGE when it has more than `maxBytes`. */
export async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // Who sent `Expect: 100-continue` waits with the body, and was not told to go on when it is too large.
  if (
    message.headers.expect !== undefined &&
    Number(message.headers['content-length']) > maxBytes
  ) {
    throw refuse(maxBytes);
  }
  let size = 0;
  // The socket stays open when the loop ends early: the refusal goes out through it.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) {
      chunks.push(chunk);
    } else if (size > maxBytes * PATIENCE) {
      break;
    }
  }
  if (size > maxBytes) {
    throw refuse(maxBytes);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function refuse(maxBytes: number): PipelineError {
  return new PipelineError('PAYLOAD_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`, {
    headers: { connection: 'close' },
  });
}
