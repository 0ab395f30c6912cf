import type { notFoundError, validationError } from '@supergraph/kit/user-errors';

/** Fewer units can be moved than were asked for. */
export function insufficientStockError(
  message: string,
  {
    path,
    availableQuantity,
    variantId,
  }: {
    readonly path: readonly string[];
    readonly availableQuantity: number;
    readonly variantId: string;
  },
) {
  return {
    __typename: 'InsufficientStockError',
    code: 'INSUFFICIENT_STOCK',
    message,
    path: copyOf(path),
    availableQuantity,
    variantId,
  } as const;
}

export type StockWriteError =
  | ReturnType<typeof notFoundError>
  | ReturnType<typeof validationError>
  | ReturnType<typeof insufficientStockError>;

function copyOf(path: readonly string[]): string[] {
  return [...path];
}
