/** A product or category that is named, not looked up: other services know the rest of it. */
export interface ProductReference {
  readonly id: string;
}
export interface CategoryReference {
  readonly id: string;
}
