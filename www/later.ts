// Needed once there is something to show: a separate chunk, loaded after the page is shown.

export { pasted } from "./pasted";
export { opened, reference } from "./reference";
export { takeaway } from "./takeaway";
