// Needs the full module of the package, which is large: a chunk of its own, loaded when a text has to be repaired.

export { recover } from "bandwidth-callbacks";
export { segments } from "bandwidth-callbacks/explain";
export { sample } from "bandwidth-callbacks/samples";
