import type { EventType } from "bandwidth-callbacks";

/** A mark for each type of event, whose shape tells it. */
export const GLYPH: Readonly<Record<string, string>> = {
  "message-received": "↓",
  "message-sending": "○",
  "message-sent": "◐",
  "message-delivered": "●",
  "message-failed": "✕",
  "message-read": "◉",
  "suggestion-response": "◆",
  "requested-location-response": "◇",
} satisfies Record<EventType, string>;

/** The color of a mark: that of the outcome that its event reports, if it reports one. */
export const TONE: Readonly<Record<string, string>> = {
  "message-delivered": "good",
  "message-failed": "error",
  "message-read": "good",
};
