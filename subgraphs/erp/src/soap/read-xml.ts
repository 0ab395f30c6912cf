import sax, { type QualifiedTag as Tag } from 'sax';

/** Strict entities: those of XML, not those of HTML. */
const OPTIONS = { xmlns: true, strictEntities: true };

/** An element by its local name, whatever its prefix is. */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const MAX_DEPTH = 50;

/**
 * Reads one document. Throws for what is not well-formed, for depths that no answer has, and for any document type: without one
 * there are no entities that would expand or reach out.
 */
export function readXml(xml: string): XmlElement {
  const parser = sax.parser(true, OPTIONS);
  const root: XmlElement = { name: '', children: [], text: '' };
  const open: XmlElement[] = [root];
  const top = (): XmlElement => open.at(-1) ?? root;
  const addText = (text: string): void => void (top().text += text);
  Object.assign(parser, {
    onerror: (error: Error) => {
      throw error;
    },
    ondoctype: () => {
      throw new Error('A document type is not taken.');
    },
    onopentag: (tag: Tag) => {
      const read = { name: tag.local, children: [], text: '' };
      if (open.length > MAX_DEPTH) {
        throw new Error(`More than ${MAX_DEPTH} elements in each other are not taken.`);
      }
      top().children.push(read);
      open.push(read);
    },
    onclosetag: () => void open.pop(),
    ontext: addText,
    oncdata: addText,
  });
  parser.write(xml).close();
  const [only] = root.children;
  if (only === undefined) {
    throw new Error('There is no element in it.');
  }
  return only;
}

/** Children of a name, in any place among others. */
export function childrenOf(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return parent?.children.filter((child) => child.name === name) ?? [];
}

export function childOf(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(parent, name)[0];
}

/** The text of a child; undefined when there is none, or nothing in it. */
export function findText(parent: XmlElement | undefined, name: string): string | undefined {
  return childOf(parent, name)?.text.trim() || undefined;
}

/** The text of a child. Throws when there is none. */
export function getText(parent: XmlElement, name: string): string {
  const text = findText(parent, name);
  if (text === undefined) {
    throw new Error(`The element ${parent.name} has no ${name}.`);
  }
  return text;
}
