// Test runners.

import { program } from "../program.mjs";
import { tool, version } from "../tools.mjs";

export const tests = [
  {
    name: "Vitest",
    version: () => version("vitest"),
    files: {
      "main.test.mjs": `import { test } from "vitest";\n${program('test("says the line", () => console.log(line));')}`,
    },
    run: (cwd) => tool("vitest", ["run", "--root", "."], { cwd }),
  },
  {
    name: "Jest",
    version: () => version("jest"),
    files: {
      "main.test.cjs": program('test("says the line", () => console.log(line));', { form: "cjs" }),
      "jest.config.json": JSON.stringify({
        testMatch: ["**/main.test.cjs"],
        moduleFileExtensions: ["cjs", "js", "json"],
        watchman: false,
      }),
    },
    run: (cwd) => tool("jest", ["--ci", "--config", "jest.config.json"], { cwd }),
  },
];
