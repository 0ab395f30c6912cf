/** What would be right where no repair can tell, by the composer's code. */
export const ADVICE: Readonly<Record<string, string>> = {
  NO_QUERIES: 'Give one of the subgraphs a type "Query" with a field.',
  OVERRIDE_FROM_SELF_ERROR: 'Name the subgraph that resolves the field so far.',
  LIST_SIZE_APPLIED_TO_NON_LIST:
    'Remove @listSize, or name the lists below the field in "sizedFields".',
  EXTENSION_WITH_NO_BASE: 'Write it without "extend", or add the type to a subgraph.',
  INTERFACE_FIELD_NO_IMPLEM:
    'Add the field to the type in the subgraphs that have it, or remove it from the interface.',
  INVALID_SUBGRAPH_NAME: 'Give the subgraph another name.',
};
