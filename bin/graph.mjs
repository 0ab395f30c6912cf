// Entry of the `graph` command: runs schema/src/cli.ts on the Node that the workspace pins.
// Plain JavaScript on purpose: this file alone must run on whatever Node (18 or later) there is.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
if (!existsSync(modules)) {
  console.error('Nothing is installed yet: run `npm start` or `pnpm install` first.');
  process.exit(2);
}
const pinned = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const cli = join(root, 'schema', 'src', 'cli.ts');
const child = spawn(
  existsSync(pinned) ? pinned : process.execPath,
  [cli, ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, PATH: join(modules, '.bin') + delimiter + process.env.PATH },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
