import type { Reporter, TestModule } from 'vitest/node';

/** Closes a run with one plain line: "N passed, N failed, N skipped". */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      let ran = 0;
      for (const test of module.children.allTests()) {
        count[test.result().state]++;
        ran++;
      }
      // A file that does not load has no test, and is a failure all the same.
      if (!module.ok() && ran === 0) {
        count.failed++;
      }
    }
    const failed = count.failed + count.pending;
    process.stdout.write(`${count.passed} passed, ${failed} failed, ${count.skipped} skipped\n`);
  }
}
