interface Picture {
  readonly kind: 'IMAGE' | 'VIDEO';
  readonly url: string;
  readonly alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

interface Pictured {
  readonly imageUrl: string | null;
}

export interface Thumbnail {
  readonly url: string;
  readonly alt: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** The first picture of a product, else that of its first variant that has one. */
export function thumbnailOf(
  media: readonly Picture[],
  variants: readonly Pictured[],
): Thumbnail | undefined {
  const picture = media.find(({ kind }) => kind === 'IMAGE');
  if (picture !== undefined) {
    const { url, alt, width, height } = picture;
    return { url, alt, width, height };
  }
  const url = variants.find(({ imageUrl }) => imageUrl !== null)?.imageUrl;
  return url == null ? undefined : { url, alt: null, width: null, height: null };
}
