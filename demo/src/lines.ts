/** The import format (docs/import-format.md): one object a line, `type` first, amounts in minor units. */
export type Line =
  | CategoryLine
  | ProductLine
  | BundleLine
  | PriceLine
  | TaxRateLine
  | PromotionLine
  | LocationLine
  | StockLine
  | ReviewLine
  | ArticleLine;

/** A text by locale. English is the default locale and always there. */
export interface Text {
  readonly en: string;
  readonly de?: string;
  readonly fr?: string;
}

export interface CategoryLine {
  readonly type: 'category';
  readonly key: string;
  readonly parentKey?: string;
  readonly position: number;
  readonly name: Text;
  readonly description?: Text;
  readonly imageUrl?: string;
}

interface ItemText {
  readonly key: string;
  readonly status?: 'DRAFT' | 'ACTIVE' | 'ARCHIVED';
  readonly brand?: string;
  readonly categoryKeys: readonly string[];
  readonly name: Text;
  readonly subtitle?: Text;
  readonly description?: Text;
  readonly taxClass?: string;
  readonly attributes?: readonly AttributeValue[];
  readonly media?: readonly Media[];
}

export interface ProductLine extends ItemText {
  readonly type: 'product';
  readonly variants: readonly Variant[];
}

export interface BundleLine extends ItemText {
  readonly type: 'bundle';
  readonly components: readonly { readonly sku: string; readonly quantity: number }[];
}

export interface AttributeValue {
  readonly code: string;
  readonly value: string;
  readonly unit?: string;
}

export interface Media {
  readonly url: string;
  readonly alt?: string;
  readonly width?: number;
  readonly height?: number;
}

export interface Variant {
  readonly sku: string;
  readonly gtin?: string;
  readonly options?: readonly VariantOption[];
  readonly weightGrams?: number;
  readonly lengthMm?: number;
  readonly widthMm?: number;
  readonly heightMm?: number;
  readonly imageUrl?: string;
}

export interface VariantOption {
  readonly name: string;
  readonly value: string;
  readonly label?: string;
  readonly swatchHex?: string;
}

export interface PriceLine {
  readonly type: 'price';
  readonly sku: string;
  readonly currency: string;
  readonly country?: string;
  readonly customerGroup?: string;
  readonly minQuantity?: number;
  readonly amount: number;
  readonly compareAt?: number;
  readonly taxIncluded: boolean;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

export interface TaxRateLine {
  readonly type: 'taxRate';
  readonly country: string;
  readonly region?: string;
  readonly taxClass: string;
  readonly ratePermyriad: number;
  readonly included: boolean;
  readonly label: string;
}

export interface PromotionLine {
  readonly type: 'promotion';
  readonly key: string;
  readonly kind: string;
  readonly label: Text;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly voucherCodes?: readonly string[];
  readonly usageLimit?: number;
  readonly perCustomerLimit?: number;
  readonly stackable: boolean;
  readonly priority: number;
}

export interface LocationLine {
  readonly type: 'location';
  readonly key: string;
  readonly kind: 'WAREHOUSE' | 'STORE' | 'DROPSHIP';
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly city: string;
  readonly countryCode: string;
  readonly postalCode?: string;
  readonly openingHours?: string;
  readonly services?: readonly string[];
}

export interface StockLine {
  readonly type: 'stock';
  readonly sku: string;
  readonly locationKey: string;
  readonly onHand: number;
  readonly safety?: number;
}

export interface ReviewLine {
  readonly type: 'review';
  readonly productKey: string;
  readonly rating: number;
  readonly title?: string;
  readonly body: string;
  readonly authorName: string;
  readonly createdAt: string;
}

export interface ArticleLine {
  readonly type: 'helpArticle';
  readonly key: string;
  readonly category: 'ORDER' | 'DELIVERY' | 'RETURN' | 'PAYMENT' | 'PRODUCT' | 'ACCOUNT' | 'OTHER';
  readonly position: number;
  readonly title: Text;
  /** HTML. */
  readonly body: Text;
}
