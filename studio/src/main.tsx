// These modules are imported for what they do: set up the editor's workers, and bring styles.
/* oxlint-disable import/no-unassigned-import */
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './studio.css';
import { createRoot } from 'react-dom/client';

import { App } from './app.tsx';
import { readEndpoint } from './endpoint.ts';
import { createGraphClient } from './graph-client.ts';
import { createSession } from './session.ts';

const session = createSession(sessionStorage);
const client = createGraphClient({
  session,
  url: readEndpoint(location.search),
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => crypto.randomUUID().replaceAll('-', '').slice(0, 20),
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(<App session={session} client={client} />);
}
