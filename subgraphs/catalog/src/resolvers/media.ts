import type {
  MediaImageResolvers,
  MediaResolvers,
  MediaVideoResolvers,
} from '#src/generated/resolvers.ts';

export const Media: MediaResolvers = {
  __resolveType: ({ kind }) => (kind === 'VIDEO' ? 'MediaVideo' : 'MediaImage'),
};

export const MediaImage: MediaImageResolvers = {
  image: ({ url, alt, width, height }) => ({ url, alt, width, height }),
};

export const MediaVideo: MediaVideoResolvers = {
  sources: ({ url }) => [url],
  poster: () => null,
};
