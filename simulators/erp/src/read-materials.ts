import { SoapFault } from './soap-fault.ts';
import { type ReadElement, childrenOf } from './xml.ts';

const MAX_MATERIALS = 500;

export interface AskedMaterial {
  /** 18 characters, as it was sent. */
  readonly padded: string;
  /** Without the zeros before it. */
  readonly material: string;
}

/** The MATNR elements of a call. Throws a SoapFault unless each has the form that the interface asks for. */
export function readMaterials(input: ReadElement): AskedMaterial[] {
  const asked = childrenOf(input, 'MATNR').map(({ text }) => text.trim());
  if (asked.length === 0 || asked.length > MAX_MATERIALS) {
    throw new SoapFault('Client', 'ANZAHL', `1 bis ${MAX_MATERIALS} MATNR, nicht ${asked.length}.`);
  }
  const wrong = asked.find((padded) => !/^[\w.:/-]{18}$/u.test(padded));
  if (wrong !== undefined) {
    throw new SoapFault(
      'Client',
      'MATNR',
      `Ungültige MATNR „${wrong}“: 18 Zeichen, mit führenden Nullen.`,
    );
  }
  return asked.map((padded) => ({ padded, material: padded.replace(/^0+(?=.)/u, '') }));
}
