/** The link of a mail. The token is the fragment: browsers send it to no server, log or referrer. */
export function mailLink(storefrontUrl: string, path: string, token: string): string {
  const url = new URL(storefrontUrl);
  url.pathname = `${url.pathname.replace(/\/+$/u, '')}${path}`;
  url.hash = token;
  return url.href;
}
