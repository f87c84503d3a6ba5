// The timed rows: what each is called, who takes part, what it is compared with, what is hoped for.

import { parse, validate } from "bandwidth-callbacks";
import { oddRows } from "./odd.mjs";
import { payloads } from "./payloads.mjs";
import * as ajv from "./peers/ajv.mjs";
import * as arktype from "./peers/arktype.mjs";
import * as sury from "./peers/sury.mjs";
import * as typebox from "./peers/typebox.mjs";
import * as valibot from "./peers/valibot.mjs";
import * as zod from "./peers/zod.mjs";

export { payloads };
export const OURS = "bandwidth-callbacks";
export const peers = [zod, valibot, arktype, ajv, typebox, sury];

const label = (peer) => `JSON.parse + ${peer.name}`;
const plain = "JSON.parse";

/** A row in which all contestants make values from text. */
function ofText(id, title, target, inputs) {
  const contestants = [
    { name: plain, run: (text) => JSON.parse(text), inputs },
    { name: OURS, run: (text) => parse(text), inputs },
    ...peers.map((peer) => ({ name: label(peer), run: (text) => peer.parse(text), inputs })),
  ];
  return { id, title, target, reference: plain, contestants };
}

const bytes = payloads.delivered.map((text) => Buffer.from(text));
const size = (texts) => `${Buffer.byteLength(texts[0])} bytes`;

export const rows = [
  ofText(1, `delivered, compact, ${size(payloads.delivered)} as text`, 0.6, payloads.delivered),
  {
    id: 2,
    title: "the same as bytes",
    target: 0.55,
    reference: "JSON.parse(bytes.toString())",
    contestants: [
      { name: "JSON.parse(bytes.toString())", run: (body) => JSON.parse(body.toString()), inputs: bytes },
      { name: OURS, run: (body) => parse(body), inputs: bytes },
      ...peers.map((peer) => ({ name: label(peer), run: (body) => peer.parse(body.toString()), inputs: bytes })),
    ],
  },
  ofText(3, `the same pretty-printed, ${size(payloads.pretty)}`, 0.6, payloads.pretty),
  ofText(4, `inbound MMS with text and 3 media, ${size(payloads.mms)}`, 0.7, payloads.mms),
  ofText(5, `inbound group message to 10 numbers, ${size(payloads.group)}`, 0.7, payloads.group),
  ofText(6, `100 events in one body, ${size(payloads.hundred)}`, 0.7, payloads.hundred),
  ofText(7, `inbound text with emoji, accents and escapes, ${size(payloads.unicode)}`, 1, payloads.unicode),
  {
    id: 8,
    title: "only diagnostics, for the bytes of row 1",
    target: 0.4,
    reference: plain,
    contestants: [
      { name: plain, run: (text) => JSON.parse(text), inputs: payloads.delivered },
      { name: OURS, run: (body) => validate(body), inputs: bytes },
      ...peers.map((peer) => ({ name: label(peer), run: (text) => peer.parse(text), inputs: payloads.delivered })),
    ],
  },
  {
    id: 9,
    title: `an invalid body with 5 findings, in words, ${size(payloads.invalid)}`,
    target: 1,
    reference: label(zod),
    contestants: [
      {
        name: OURS,
        run: (text) => parse(text).diagnostics.map((diagnostic) => diagnostic.message),
        inputs: payloads.invalid,
      },
      {
        name: `${OURS}, validate`,
        run: (text) => validate(text).map((diagnostic) => diagnostic.message),
        inputs: payloads.invalid,
      },
      ...peers
        .filter(({ findings }) => findings)
        .map((peer) => ({ name: label(peer), run: (text) => peer.findings(text), inputs: payloads.invalid })),
    ],
  },
  ...oddRows(30),
];
