// Needs the full module of the package: a separate chunk, loaded after the page is shown.

export { recover } from "bandwidth-callbacks";
export { catalogue, explain, segments } from "bandwidth-callbacks/explain";
export type { ErrorCodeExplanation, Explanation } from "bandwidth-callbacks/explain";
export { sample } from "bandwidth-callbacks/samples";
export { joined, read } from "./reading";
