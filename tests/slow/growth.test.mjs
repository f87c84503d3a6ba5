// Growth up to 4 MiB: `npm run test:growth`. Not in the quick suite, because it takes several minutes.

process.env.SIZES = "1,32,1024,4096";
process.env.PAGE_SIZES = "16,128,1024,4096";
await import("../growth.test.mjs");
await import("../page/growth.test.mjs");
