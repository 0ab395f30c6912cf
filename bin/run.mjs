// Entry of `npm start` and `npm test`: makes sure the workspace is installed, then runs the rest of the command
// line on the Node that the workspace pins. Plain JavaScript on purpose: this file alone must run on whatever Node
// (18 or later) the machine has.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.21.0';
const root = fileURLToPath(new URL('..', import.meta.url));
const shell = process.platform === 'win32';

if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) {
  // Under pnpm, verifyDepsBeforeRun has installed already.
  const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline'];
  // stderr, so that what the command prints on stdout stays the command's own.
  const install = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 2, 2], shell });
  if (install.status !== 0) {
    process.exit(install.status ?? 1);
  }
}

const bin = join(root, 'node_modules', '.bin');
const pinned = join(root, 'node_modules', 'node', 'bin', 'node');
const child = spawn(existsSync(pinned) ? pinned : process.execPath, process.argv.slice(2), {
  cwd: root,
  // The channel ends with this process, so the child notices when it is gone, even after kill -9.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, PATH: bin + delimiter + process.env.PATH },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
// npm's shell dies of SIGTERM without passing it on; then this process has a new parent.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    child.kill('SIGTERM');
  }
}, 500).unref();
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
