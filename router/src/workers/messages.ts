/** What a worker and the primary tell each other. */
export type WorkerMessage =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'metrics'; readonly id: number; readonly numbers: object[] }
  | { readonly type: 'sum'; readonly id: number };

export type PrimaryMessage =
  | { readonly type: 'collect'; readonly id: number }
  | { readonly type: 'summed'; readonly id: number; readonly text: string };
