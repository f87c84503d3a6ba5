// Browsers load no modules from a file. Where the page was opened as one, its other build is taken: one classic script.
if (location.protocol === "file:") {
  const script = document.createElement("script");
  script.src = "./classic.js";
  document.head.append(script);
}
