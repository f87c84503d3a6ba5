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
};
