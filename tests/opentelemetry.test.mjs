// The recipe for OpenTelemetry runs, against the API that programs use.

import assert from "node:assert/strict";
import { test } from "node:test";
import { metrics } from "@opentelemetry/api";
import { createReceiver } from "bandwidth-callbacks/receiver";
import { metered } from "../examples/opentelemetry.mjs";
import { credentials, failed, post, text } from "./receivers.mjs";

/** A provider that notes what is measured, as the SDK would. */
function noting() {
  const noted = [];
  const instrument = (kind) => (name, options) => ({
    [kind]: (value, attributes) => noted.push({ name, unit: options.unit, value, attributes }),
  });
  const meter = { createHistogram: instrument("record"), createCounter: instrument("add") };
  return { noted, provider: { getMeter: (name) => (assert.equal(name, "bandwidth-callbacks"), meter) } };
}

test("each answer is measured, with its reason and the outcome of the elements", async () => {
  const failures = [];
  const receiver = () =>
    createReceiver({
      credentials,
      log: false,
      on: { event: () => {} },
      answered: metered(),
      failed: (error) => failures.push(error),
    });
  await receiver()(post(text(failed))); // without an SDK nothing is measured, and nothing fails
  const { noted, provider } = noting();
  metrics.setGlobalMeterProvider(provider);
  const receive = receiver();
  await receive(post(text(failed, failed, [42])));
  await receive(post("[]", { authorization: undefined }));
  await receive(post("<html>"));
  const [name, elements, unit] = ["bandwidth.callbacks.duration", "bandwidth.callbacks.elements", "s"];
  const durations = noted.filter((one) => one.name === name);
  assert.deepEqual(
    durations.map(({ unit, attributes }) => [unit, attributes]),
    [
      [unit, { "http.response.status_code": 204 }],
      [unit, { "http.response.status_code": 401, "error.type": "unauthorized" }],
      [unit, { "http.response.status_code": 400, "error.type": "unreadable" }],
    ],
  );
  assert.ok(durations.every(({ value }) => value >= 0 && value < 60));
  assert.deepEqual(
    noted.filter((one) => one.name === elements).map(({ value, attributes: { outcome } }) => [outcome, value]),
    [
      ["handled", 1],
      ["duplicates", 1],
      ["rejected", 1],
    ],
  );
  assert.deepEqual(failures, []);
});
