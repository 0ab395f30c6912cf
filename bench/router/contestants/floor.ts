// What no router can beat on this platform: plain node:http that reads the body and answers a ready Buffer.
// Usage: floor.ts PORT FILE, a file with the answers as { operation text: answer }.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const answers = new Map(
  Object.entries(
    JSON.parse(readFileSync(process.argv[3] ?? '', 'utf8')) as Record<string, string>,
  ).map(([text, body]) => [JSON.stringify({ query: text }), Buffer.from(body)]),
);

const server = createServer((message, response) => {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  message.on('end', () => {
    const body = answers.get(Buffer.concat(chunks).toString()) ?? Buffer.from('{}');
    response.writeHead(200, [
      'content-type',
      'application/json',
      'content-length',
      `${body.length}`,
    ]);
    response.end(body);
  });
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2]), '127.0.0.1');
