// First the page stands, then what it needs is loaded.

requestAnimationFrame(() => setTimeout(() => void import("./main")));
