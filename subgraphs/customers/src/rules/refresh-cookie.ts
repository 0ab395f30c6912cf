export interface RefreshCookie {
  readonly token: string;
  /** Absent for a cookie that ends with the browser. */
  readonly maxAgeMs?: number | undefined;
  readonly secure: boolean;
}

/** The Set-Cookie header of a refresh token: no script reads it, no other site sends it. */
export function formatRefreshCookie({ token, maxAgeMs, secure }: RefreshCookie): string {
  return [
    `refresh_token=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
    ...(maxAgeMs === undefined ? [] : [`Max-Age=${Math.ceil(maxAgeMs / 1000)}`]),
  ].join('; ');
}

/** The header that makes the browser forget it. */
export function formatExpiredCookie(secure: boolean): string {
  return formatRefreshCookie({ token: '', maxAgeMs: 0, secure });
}
