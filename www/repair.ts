// Needs the full module of the package, which is large: a chunk of its own, loaded when a text has to be repaired.

/// <reference path="./virtual.d.ts" />
export { recover } from "virtual:recover";
export { segments } from "bandwidth-callbacks/explain";
export { sample } from "bandwidth-callbacks/samples";
