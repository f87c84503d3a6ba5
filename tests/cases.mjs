// The cases: the files under tests/cases, but for what is expected of each, and its options.

import { existsSync, readdirSync, readFileSync } from "node:fs";

const root = new URL("cases/", import.meta.url);
const read = (name) => readFileSync(new URL(name, root));
const withExtension = (name, extension) => name.replace(/\.[^.]+$/, `.${extension}`);

/** The group and name of each, its bytes, what is expected of it, and its options, if it has any. */
export const cases = readdirSync(root).flatMap((group) =>
  readdirSync(new URL(`${group}/`, root))
    .filter((name) => !/\.(report|options)\.json$/.test(name))
    .map((name) => {
      const path = `${group}/${name}`;
      const options = withExtension(path, "options.json");
      return {
        group,
        name: path,
        body: read(path),
        expected: JSON.parse(read(withExtension(path, "report.json"))),
        options: existsSync(new URL(options, root)) ? JSON.parse(read(options)) : undefined,
      };
    }),
);
