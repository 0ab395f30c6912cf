import sax, { type QualifiedTag as Tag } from 'sax';

/** Strict entities: those of XML, not those of HTML. */
const OPTIONS = { xmlns: true, strictEntities: true };

/** An element to be written; its content is text or other elements. */
export interface Element {
  readonly name: string;
  readonly content: string | readonly Element[];
}

export function element(name: string, content: string | readonly Element[]): Element {
  return { name, content };
}

/** An element that was read, by its local name. */
export interface ReadElement {
  readonly name: string;
  readonly children: ReadElement[];
  text: string;
}

/** Reads one document. Throws for what is not well-formed, and for any DTD. */
export function readXml(xml: string): ReadElement {
  const parser = sax.parser(true, OPTIONS);
  const root: ReadElement = { name: '', children: [], text: '' };
  const open: ReadElement[] = [root];
  const top = (): ReadElement => open.at(-1) ?? root;
  Object.assign(parser, {
    onerror: (error: Error) => {
      throw error;
    },
    ondoctype: () => {
      throw new Error('A document type is not taken.');
    },
    onopentag: (tag: Tag) => {
      const read = { name: tag.local, children: [], text: '' };
      top().children.push(read);
      open.push(read);
    },
    onclosetag: () => void open.pop(),
    ontext: (text: string) => void (top().text += text),
    oncdata: (text: string) => void (top().text += text),
  });
  parser.write(xml).close();
  const [only] = root.children;
  if (only === undefined) {
    throw new Error('There is no element in it.');
  }
  return only;
}

export function childrenOf(parent: ReadElement | undefined, name: string): ReadElement[] {
  return parent?.children.filter((child) => child.name === name) ?? [];
}

/** The text of a child; empty when there is none. */
export function textOf(parent: ReadElement | undefined, name: string): string {
  return childrenOf(parent, name)[0]?.text.trim() ?? '';
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
