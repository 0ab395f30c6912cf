import type { Case, Judgement } from '#src/registry/collaborators.ts';
import { answerTasks } from '#src/threads/answer-tasks.ts';

import { findInvalidOperations } from './find-invalid-operations.ts';
import { judgeChanges } from './judge-changes.ts';

answerTasks((given: Case): Judgement => ({
  changes: judgeChanges(given),
  planDifferences: findInvalidOperations(given),
}));
