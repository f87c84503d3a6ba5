// What needs the package's larger module: a chunk of its own, loaded after the page stands.

export { recover } from "bandwidth-callbacks";
export { catalogue, explain, segments } from "bandwidth-callbacks/explain";
export type { ErrorCodeExplanation, Explanation } from "bandwidth-callbacks/explain";
export { sample } from "bandwidth-callbacks/samples";
export { joined, read } from "./reading";
