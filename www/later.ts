// What the page needs once there is something to say: a chunk of its own, loaded after the page stands.

export { pasted } from "./pasted";
export { opened, reference } from "./reference";
export { takeaway } from "./takeaway";
