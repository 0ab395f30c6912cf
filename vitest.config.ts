import { createRequire } from 'node:module';

import { defineConfig } from 'vitest/config';

// Kinds of test are told apart by file suffix (CONTRIBUTING.md).
const project = (name: string, suffix: string, timeoutMs: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`**/*.${suffix}.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs * 4,
  },
});

export default defineConfig({
  resolve: {
    // Vite prefers the module build, Node and the Apollo packages the CommonJS one: two copies of graphql refuse each other.
    alias: [{ find: /^graphql$/u, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    exclude: ['**/node_modules/**', 'studio/dist/**', '.data/**'],
    projects: [
      project('unit', 'test', 5000),
      project('integration', 'integration', 15_000),
      project('e2e', 'e2e', 60_000),
      project('browser', 'browser', 60_000),
    ],
    reporters: ['default', './bin/tally.ts'],
  },
});
