import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

import sirv from 'sirv';

export type ServePages = (message: IncomingMessage, response: ServerResponse) => void;

/** Everything from our own origin. Monaco writes style elements and reads fonts and images from data URLs. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Studio is not built</title>
<h1>The studio is not built</h1>
<p>Build it with <code>node studio/build.ts</code>, then reload this page. <code>npm start</code> does it by itself.</p>
<p>GraphQL is served at <code>POST /graphql</code>.</p>
`;

/** Serves the built studio of a folder; a page that says how to build it as long as there is none. */
export function createStudioPages(directory: string): ServePages {
  let files: ReturnType<typeof sirv> | undefined;
  return (message, response) => {
    for (const [name, value] of Object.entries(PAGE_HEADERS)) {
      response.setHeader(name, value);
    }
    if (existsSync(path.join(directory, 'index.html'))) {
      files ??= openFolder(directory);
      files(message, response, () => sendPage(response, 404, 'There is no such page.\n'));
    } else {
      sendPage(response, message.url === '/' ? 200 : 404, NOT_BUILT);
    }
  };
}

/** `dev` looks files up when they are asked for, so a studio that is built again needs no restart. */
function openFolder(directory: string): ReturnType<typeof sirv> {
  return sirv(directory, {
    dev: true,
    etag: true,
    setHeaders: (response, pathname) => {
      const isHashed = pathname.startsWith('/assets/');
      response.setHeader(
        'cache-control',
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
}

function sendPage(response: ServerResponse, status: number, text: string): void {
  const type = text.startsWith('<') ? 'text/html' : 'text/plain';
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
  });
  response.end(text);
}
