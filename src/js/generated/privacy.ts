// Generated from the catalogue. `UPDATE=1 cargo test` rewrites it.

/** What a field says of people; of some fields, the values that say nothing. */
export type Privacy = "type" | "time" | "words" | "integer" | "address" | "id" | "link" | "text" | "latitude" | "longitude" | readonly string[];

/** What is replaced, by dotted path, in the order of the catalogue. */
export const PRIVACY: Readonly<Record<string, Privacy>> = {
  "type": "type",
  "time": "time",
  "description": "words",
  "to": "address",
  "errorCode": "integer",
  "carrierName": "words",
  "eventTime": "time",
  "message.id": "id",
  "message.owner": "address",
  "message.applicationId": "id",
  "message.time": "time",
  "message.segmentCount": "integer",
  "message.direction": ["in", "out"],
  "message.to": "address",
  "message.from": "address",
  "message.text": "text",
  "message.media": "link",
  "message.tag": "text",
  "message.priority": ["default", "high"],
  "message.channel": ["SMS", "MMS", "RBM"],
  "message.content.text": "text",
  "message.content.media.fileUrl": "link",
  "message.content.media.thumbnailUrl": "link",
  "message.suggestionResponse.text": "text",
  "message.suggestionResponse.postbackData": "text",
  "message.suggestionResponse.pairedMessageId": "id",
  "message.locationResponse.latitude": "latitude",
  "message.locationResponse.longitude": "longitude",
};
