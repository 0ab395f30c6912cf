import { spawn } from 'node:child_process';
import path from 'node:path';

/** Composes the graph; the file changes, and the router follows, only when a subgraph's schema did. Keeps the last good one when it does not compose. */
export async function ensureComposed(root: string, say: (text: string) => void): Promise<void> {
  const { ok, text } = await run(root, ['compose']);
  say(ok ? text : `the schemas do not compose; the last good graph stays\n${text}`);
}

function run(root: string, args: readonly string[]): Promise<{ ok: boolean; text: string }> {
  return new Promise((resolve) => {
    const cli = path.join(root, 'schema', 'src', 'cli.ts');
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    const collect = (chunk: Buffer): void => void (text += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ ok: false, text: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, text: text.trimEnd() }));
  });
}
