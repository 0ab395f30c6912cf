const LINK = /https?:|www\.|\w@\w/iu;
const MIN_LETTERS = 20;
const MAX_SHARE_OF_CAPITALS = 0.6;

/** Whether somebody should read a text before others do: it has a link or an address, or shouts. */
export function needsModerator(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return LINK.test(text) || (letters >= MIN_LETTERS && capitals / letters > MAX_SHARE_OF_CAPITALS);
}
