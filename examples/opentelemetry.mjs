// OpenTelemetry: metrics of every answer of a receiver. Where they go is up to the SDK that the program starts;
// without one they cost nothing. Pass `metered()` as the option `answered` of a receiver.

import { metrics } from "@opentelemetry/api";

/** A listener for `answered`. It counts, and never sees the payload. */
export function metered(meter = metrics.getMeter("bandwidth-callbacks")) {
  const duration = meter.createHistogram("bandwidth.callbacks.duration", {
    description: "Time from a request to its answer",
    unit: "s",
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 10] },
  });
  const elements = meter.createCounter("bandwidth.callbacks.elements", {
    description: "Elements of bodies, by what became of them",
  });
  return ({ status, problem, counts, milliseconds }) => {
    // `error.type` is what OpenTelemetry calls the reason; it is absent if there is none.
    const attributes = { "http.response.status_code": status, ...(problem !== undefined && { "error.type": problem }) };
    duration.record(milliseconds / 1000, attributes);
    for (const outcome of ["handled", "duplicates", "failed", "pending", "unknown", "rejected"]) {
      if (counts[outcome] > 0) elements.add(counts[outcome], { outcome });
    }
  };
}
