/** What the core module exports: numbers in, numbers out. */
export interface Core {
  memory: WebAssembly.Memory;
  /** Makes room for a body of this many bytes. Returns where. */
  reserve(bytes: number): number;
  /**
   * Reads the body that was written there, and returns where its report is. `total` is the size of the whole body; the
   * last two are 0 or 1.
   */
  read_body(
    bytes: number,
    total: number,
    maxDepth: number,
    maxBytes: number,
    maxDiagnostics: number,
    withValues: number,
    isUtf8: number,
  ): number;
}
