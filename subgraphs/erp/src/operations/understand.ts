import type { Asked } from '#src/results-cache.ts';
import type { XmlElement } from '#src/soap/read-xml.ts';
import type { ErpAnswer, ErpClient } from '#src/upstream/erp-client.ts';

export interface Asking {
  readonly client: ErpClient;
  readonly correlationId: string;
}

/** Reads what was answered. An answer that lacks what was asked for is as good as none. */
export function understand<Value>(
  answer: ErpAnswer,
  read: (body: XmlElement) => ReadonlyMap<string, Value>,
): Asked<Value> {
  if (answer.status !== 'answered') {
    return answer;
  }
  try {
    return { status: 'answered', values: read(answer.body) };
  } catch {
    return { status: 'unavailable' };
  }
}
