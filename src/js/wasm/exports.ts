/** What the core module exports: numbers in, numbers out. */
export interface Core {
  memory: WebAssembly.Memory;
  /** Makes room for a body of so many bytes; says where. */
  reserve(bytes: number): number;
  /**
   * Checks the body there, and returns the address of the record. `total` is the size of the whole body; the
   * last two are 0 or 1.
   */
  record(
    bytes: number,
    total: number,
    maxDepth: number,
    maxBytes: number,
    maxDiagnostics: number,
    withValues: number,
    isUtf8: number,
  ): number;
}
