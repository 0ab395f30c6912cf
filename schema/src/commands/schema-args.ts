/** How `check` and `publish` are told which schemas. */
export const schemaArgs = {
  name: {
    type: 'positional',
    required: false,
    description: 'The subgraph; one in subgraphs/ needs no more than that',
  },
  schema: { type: 'string', valueHint: 'file', description: 'The file with its schema' },
  url: {
    type: 'string',
    valueHint: 'url',
    description: 'Where it answers, if that is new; with --set: a=URL,b=URL',
  },
  set: {
    type: 'string',
    valueHint: 'a=FILE,b=FILE',
    description: 'Several subgraphs as one version',
  },
  'allow-breaking': { type: 'boolean', description: 'Accept what breaks clients, or may' },
} as const;
