interface Chosen {
  readonly label: string;
}

/** How a variant is called: the product's name with the chosen options. */
export function nameVariant(productName: string, options: readonly Chosen[]): string {
  const chosen = options.map(({ label }) => label).join(' / ');
  return chosen === '' ? productName : `${productName}, ${chosen}`;
}

interface Used {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly swatchHex: string | null;
  readonly archivedAt: number | null;
}

export interface OptionValue {
  readonly value: string;
  readonly label: string;
  readonly swatchHex: string | null;
}

/** The values of one option that variants on sale have, each once, in the order of the variants. */
export function valuesInUse(name: string, used: readonly Used[]): OptionValue[] {
  const byValue = new Map<string, OptionValue>();
  for (const { value, label, swatchHex, ...of } of used) {
    if (of.name === name && of.archivedAt === null && !byValue.has(value)) {
      byValue.set(value, { value, label, swatchHex });
    }
  }
  return [...byValue.values()];
}
