// Shows the page first, then loads the rest: the editor and the page's own code at the same time, each as a task of its
// own, because a long one would keep what is typed waiting.

requestAnimationFrame(() =>
  setTimeout(() => {
    void import("./editor");
    void import("./main");
  }),
);
