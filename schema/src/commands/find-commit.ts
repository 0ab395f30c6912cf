import { execFileSync } from 'node:child_process';

import type { Env } from './registry-client.ts';

/** The commit that a change comes from: what continuous integration says, else that of the folder, if it is one of git. */
export function findCommit(env: Env, folder: string): string | undefined {
  const told = env['GRAPH_COMMIT'] ?? env['GITHUB_SHA'] ?? env['CI_COMMIT_SHA'];
  if (told !== undefined && told !== '') {
    return told;
  }
  try {
    const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', ['rev-parse', 'HEAD'], options).trim();
  } catch {
    return undefined;
  }
}
