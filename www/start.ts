// Shows the page first, then loads the rest.

requestAnimationFrame(() => setTimeout(() => void import("./main")));
