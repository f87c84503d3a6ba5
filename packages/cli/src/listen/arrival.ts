/** One request that arrived, as the history keeps it and the page shows it. */

export interface Arrival {
  /** When it came. */
  at: string;
  /** The status of the answer. */
  status: number;
  /** Why it was not accepted. */
  detail?: string;
  /** The path, if it was not that of callbacks. */
  path?: string;
  hasCredentials?: boolean;
  headers?: [name: string, value: string][];
  /** The bytes of the body, in base64, if it was read. */
  body?: string;
  /** The indexes of duplicates: of events, and of other elements in the body. */
  again?: Again;
  /** The answer of the server behind `--forward-to`. */
  target?: Target;
}

export interface Again {
  events: number[];
  elements: number[];
}

export interface Target {
  /** Undefined if there was no answer. */
  status?: number;
  /** Why there was no answer. */
  problem?: string;
  milliseconds: number;
}
