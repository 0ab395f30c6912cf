/** Told by the ending of the address; what is not known as a video is a picture. */
export function mediaKindOf(url: string): 'IMAGE' | 'VIDEO' {
  return /\.(?:mp4|webm|mov|m3u8)(?:[?#]|$)/iu.test(url) ? 'VIDEO' : 'IMAGE';
}
