/** The messages between threads. */
import type { Bytes, Place, SummarySettings } from "./instance.js";

/** What a thread is sent: first its settings, then the blocks of a log, then that its summary is wanted. */
export type Order =
  | { module: WebAssembly.Module; settings: SummarySettings }
  | { bytes: Bytes; place: Place; source: number }
  | "save";

/** What it answers: that it has begun, a block that it is done with, and its summary. */
export type Answer = "begun" | { done: Bytes } | { saved: Bytes };
