// The fields of a callback for the peers: those of the package's types, once, for every library.
// bench/check.mjs compares it with the package's own schema.json, so that no side checks more fields.
//
// A field has a pattern if the package checks its format. Only the package checks what spans several fields (owner,
// recipients, segments, times in order), the lengths of strings, and documented values.

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const E164 = /^\+[1-9]\d{6,14}$/;
// A number, a short code, or the name of a sender; a number is the first guess.
const ADDRESS = /^(?:\+[1-9]\d{6,14}|\d{3,8}|(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9 \-_&.@][A-Za-z0-9 \-_+&.@]{0,63})$/;
const UUID = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
const URL = /^[Hh][Tt][Tt][Pp][Ss]?:\/\/[!#-;=?-Z_a-z~[\]]+$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DEGREES = /^-?\d{1,3}(?:\.\d+)?$/;

const list = (item) => ({ kind: "list", item });
const record = (fields) => ({ kind: "record", fields });
const either = (...shapes) => ({ kind: "either", shapes });
const form = (pattern) => ({ kind: "text", pattern });
const text = { kind: "text" };
const [time, number, address, uuid, url] = [TIME, E164, ADDRESS, UUID, URL].map(form);
const [base64, degrees] = [BASE64, DEGREES].map(form);
const count = { kind: "count", most: 4_294_967_295 };
const nothing = { kind: "null" };

// A name that ends in "?" is of a field that may be absent.
const message = (to) => ({
  id: text,
  owner: address,
  "applicationId?": uuid,
  time,
  "segmentCount?": count,
  direction: text,
  to: list(to),
  from: address,
  "text?": text,
  "media?": list(url),
  "tag?": text,
  "priority?": text,
  "channel?": text,
});

const contentMedia = record({ "fileUrl?": url, "thumbnailUrl?": url });
const content = record({ "text?": text, "media?": contentMedia });
const suggestionResponse = record({
  "text?": text,
  "postbackData?": base64,
  "pairedMessageId?": either(text, nothing),
});
const locationResponse = record({ latitude: degrees, longitude: degrees });

const outbound = record(message(number));
const inboundFields = { ...message(address), "content?": content };
const inbound = record(inboundFields);

const event = (own, message) => ({ time, "description?": text, "carrierName?": text, ...own, message });

/** The fields of each event type beside `type`. */
export const EVENTS = {
  "message-received": event({ "to?": address }, inbound),
  "message-sending": event({ to: number }, outbound),
  "message-sent": event({ "to?": either(number, list(number)) }, outbound),
  "message-delivered": event({ "to?": number }, outbound),
  "message-failed": event({ to: number, "errorCode?": count }, outbound),
  "message-read": event({ to: number, "eventTime?": time }, outbound),
  "suggestion-response": event({ to: address }, record({ ...inboundFields, suggestionResponse })),
  "requested-location-response": event({ to: address }, record({ ...inboundFields, locationResponse })),
};

/** The fields of a record, each with its name, its shape, and whether it may be absent. */
export function fieldsOf(fields) {
  return Object.entries(fields).map(([name, shape]) => {
    const optional = name.endsWith("?");
    return { name: optional ? name.slice(0, -1) : name, shape, optional };
  });
}

/**
 * Makes of a shape what a library calls one, by its kind: one for each shape, as who writes a schema names what recurs.
 */
export function maker(kinds) {
  const made = new Map();
  return (shape) => {
    if (!made.has(shape)) made.set(shape, kinds[shape.kind](shape));
    return made.get(shape);
  };
}
