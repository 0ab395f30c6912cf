/** One value that decides how the graph runs here, and where it came from. */
export interface Setting {
  readonly name: string;
  /** Of secrets only whether they are there. */
  readonly value: string;
  readonly from: string;
}

/** What was looked at, and how it is. */
export type Finding =
  | { readonly status: 'ok'; readonly about: string; readonly message: string }
  /** Worth knowing, and not wrong by itself. */
  | { readonly status: 'note'; readonly about: string; readonly message: string }
  | {
      readonly status: 'problem';
      readonly about: string;
      readonly message: string;
      /** What makes it right. */
      readonly remedy: string;
    };

export interface Diagnosis {
  readonly settings: readonly Setting[];
  readonly findings: readonly Finding[];
}
