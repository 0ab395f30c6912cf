import type { Element, ReadElement } from './xml.ts';

/** Answers one call. Throws a SoapFault for input that the interface does not take. */
export type Operation = (input: ReadElement) => Element;
