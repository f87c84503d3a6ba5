// Relative addresses and no inline script: any folder can serve www/dist, under the page's own policy.
export default {
  base: "./",
  build: { outDir: "dist", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
};
