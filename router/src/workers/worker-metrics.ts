import type { Metrics } from '#src/telemetry/metrics.ts';

import type { PrimaryMessage, WorkerMessage } from './messages.ts';

function send(message: WorkerMessage): void {
  process.send?.(message);
}

/** The metrics of a worker: counted here, rendered as the sum over all workers, which the primary makes. */
export function shareMetrics(metrics: Metrics): Metrics {
  const waiting = new Map<number, (text: string) => void>();
  let lastId = 0;
  process.on('message', (message: PrimaryMessage) => {
    if (message.type === 'collect') {
      const { id } = message;
      void metrics.registry
        .getMetricsAsJSON()
        .then((numbers) => send({ type: 'metrics', id, numbers }));
    } else if (message.type === 'summed') {
      waiting.get(message.id)?.(message.text);
      waiting.delete(message.id);
    }
  });
  return {
    ...metrics,
    render: async () => {
      lastId += 1;
      const id = lastId;
      const text = await new Promise<string>((resolve) => {
        waiting.set(id, resolve);
        send({ type: 'sum', id });
      });
      return { contentType: metrics.registry.contentType, text };
    },
  };
}
