/** A message of graphql-js without the names of the schema that it suggests. */
export function hideSuggestions(message: string): string {
  return message.replace(/ Did you mean .+\?$/u, '');
}
