import type { CheckoutRow, SagaRow } from '#src/checkout-tables.ts';
import type { Failure } from '#src/checkout/failure.ts';

/** What a step is decided by. */
export interface SagaFacts {
  readonly saga: SagaRow;
  readonly checkout: CheckoutRow;
}

/** What the answer of a participant means for the saga. */
export type StepOutcome =
  | { readonly kind: 'done'; readonly changes?: Partial<CheckoutRow> }
  /** It did not work, which is people's to mend: the saga goes on. */
  | { readonly kind: 'left'; readonly reason: string }
  /** The shopper has to do something; an event says when it is done. */
  | { readonly kind: 'waiting'; readonly changes: Partial<CheckoutRow> }
  | {
      readonly kind: 'refused';
      readonly failure: Failure;
      readonly changes?: Partial<CheckoutRow>;
    };

/** A command of a participant. Input undefined: there is nothing to do. */
export interface Call {
  readonly command: string;
  readonly input: (facts: SagaFacts) => object | undefined;
}

/** One arrow of the saga, in its order. */
export interface SagaStep extends Call {
  readonly name: string;
  readonly service: string;
  readonly read: (answer: unknown, facts: SagaFacts) => StepOutcome;
  /** What takes it back. Null: nothing to take back, or too late. */
  readonly undo: Call | null;
  /** What stands in for `undo` where the failure lets the shopper keep what is held; refused, there is nothing to keep. */
  readonly keep?: Call;
  /** Before it everything is taken back on a failure, after it everything is carried on until it is done. */
  readonly isPivot?: true;
}
