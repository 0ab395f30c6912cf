/** The variables of an operation as a call gives them. Throws when they are no JSON object. */
export function readVariables(
  text: string | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) {
    return undefined;
  }
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`--variables is a JSON object, as '{ "id": "p1" }'; it was: ${text}`);
  }
  return { ...value };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
