/** A code as people read it: `returnPolicy` gives `Return policy`. */
export function toLabel(code: string): string {
  const words = code
    .replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ')
    .replaceAll(/[_\-.\s]+/gu, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
