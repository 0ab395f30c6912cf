// Longer lines make mailers encode the whole text, links included.
const MAX_LINE = 76;

/** Breaks a paragraph into lines that a mail may have; a longer word keeps a line of its own. */
export function wrapText(paragraph: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > MAX_LINE && line !== '') {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join('\n');
}
