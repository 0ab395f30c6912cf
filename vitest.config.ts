import { createRequire } from 'node:module';

import { defineConfig } from 'vitest/config';

// Kinds of test are told apart by file suffix (CONTRIBUTING.md).
const project = (name: string, suffix: string, timeoutMs: number, more: object = {}) => ({
  extends: true as const,
  test: {
    ...more,
    name,
    include: [`**/*.${suffix}.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs * 4,
  },
});

// Each file starts the processes of a whole graph: one at a time, after everything else.
const oneByOne = (groupOrder: number) => ({ maxWorkers: 1, sequence: { groupOrder } });

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
      project('e2e', 'e2e', 60_000, oneByOne(1)),
      project('browser', 'browser', 60_000, oneByOne(2)),
    ],
    reporters: ['default', './bin/tally.ts'],
  },
});
