import { spawn } from 'node:child_process';

// Everything. Browser tests skip themselves, saying so, where there is no Chromium.
const child = spawn('vitest', ['run', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => child.kill(signal));
}
process.once('disconnect', () => child.kill('SIGTERM'));
child.on('exit', (code) => process.exit(code ?? 1));
