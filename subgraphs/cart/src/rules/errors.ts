import type {
  conflictError,
  forbiddenError,
  idempotencyError,
  notFoundError,
  validationError,
} from '@supergraph/kit/user-errors';

type Path = readonly (string | number)[];

/** Everything that a cart mutation refuses: the members of the SDL's CartError. */
export type CartError =
  | ReturnType<typeof validationError>
  | ReturnType<typeof notFoundError>
  | ReturnType<typeof forbiddenError>
  | ReturnType<typeof conflictError>
  | ReturnType<typeof idempotencyError>
  | ReturnType<typeof tokenGoneError>
  | ReturnType<typeof variantUnavailableError>
  | ReturnType<typeof insufficientStockError>
  | ReturnType<typeof variantLimitError>
  | ReturnType<typeof lineLimitError>;

export function variantUnavailableError(variantId: string, path: Path) {
  return {
    __typename: 'VariantUnavailableError',
    code: 'VARIANT_UNAVAILABLE',
    message: `The variant "${variantId}" cannot be bought.`,
    path: path.map(String),
    variantId,
  } as const;
}

/** Fewer units are there. */
export function insufficientStockError(variantId: string, availableQuantity: number, path: Path) {
  return {
    __typename: 'InsufficientStockError',
    code: 'INSUFFICIENT_STOCK',
    message:
      availableQuantity === 0 ? 'None is left.' : `No more than ${availableQuantity} can be had.`,
    path: path.map(String),
    availableQuantity,
    variantId,
  } as const;
}

/** Too many units of one variant. */
export function variantLimitError(limit: number, path: Path) {
  return {
    __typename: 'QuantityLimitError',
    code: 'QUANTITY_LIMIT',
    message: `A cart holds at most ${limit} units of one variant.`,
    path: path.map(String),
    limit,
  } as const;
}

/** Too many lines. */
export function lineLimitError(limit: number, path: Path) {
  return {
    __typename: 'QuantityLimitError',
    code: 'CART_LIMIT',
    message: `A cart holds at most ${limit} lines.`,
    path: path.map(String),
    limit,
  } as const;
}

/** A repeated cartCreate of a visitor who cannot show the token of the cart that it made. */
export function tokenGoneError() {
  return {
    __typename: 'IdempotencyError',
    code: 'IDEMPOTENCY_KEY_REUSED',
    message:
      'A cart was made with this key, and its token is not handed out twice: take a new key.',
    path: ['idempotencyKey'] as string[],
    retryAfterMs: null,
  } as const;
}
