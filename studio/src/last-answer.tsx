import { useState } from 'react';

import { useSessionState } from './studio-context.ts';

/** What the last request came to, and the id to find it in the logs by. */
export function LastAnswerView() {
  const { lastAnswer } = useSessionState();
  return (
    <p className="answer" role="status" aria-label="Last answer">
      {lastAnswer && (
        <>
          <span className={lastAnswer.status < 400 ? 'good' : 'bad'}>{lastAnswer.status}</span>
          <span>{lastAnswer.tookMs} ms</span>
          {lastAnswer.correlationId !== null && <CorrelationId id={lastAnswer.correlationId} />}
        </>
      )}
    </p>
  );
}

function CorrelationId({ id }: { readonly id: string }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(id);
  };
  return (
    <button
      type="button"
      className="correlation"
      title="x-correlation-id: copy it and search the logs for it"
      onClick={() => void copy()}
    >
      <code>{id}</code>
      <span>{copied === id ? 'copied' : 'copy'}</span>
    </button>
  );
}
