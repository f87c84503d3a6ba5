/** What a receiver answers: nothing where all is well, else a problem (RFC 9457) that repeats nothing of the request. */

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body?: string;
}

/** Everything was handled, or never will be: Bandwidth need not send it again. */
export const TAKEN: Answer = { status: 204, headers: {} };

const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

export function problem(status: keyof typeof TITLES, detail: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
    body: JSON.stringify({ type: "about:blank", title: TITLES[status], status, detail }),
  };
}
