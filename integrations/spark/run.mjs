// `npm run test:spark`: builds the Python package and tests it on PySpark 3.5 and 4, in one process and with executors
// of their own. `-- --bench LOG` measures it on PySpark 4. Java 17 and Python 3.10 or later must be there; PySpark
// comes from PyPI.

import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { asProgram, at, run, step, Stop } from "../../scripts/run.mjs";

// The older Spark wants the pandas and the pyarrow of its time.
const versions = {
  3.5: ["pyspark==3.5.*", "pyarrow<22", "pandas<3", "numpy<2.3", "setuptools", "pytest"],
  4: ["pyspark>=4,<5", "pyarrow>=18", "pandas<3", "pytest", "mypy"],
};
const masters = ["local[2]", "local-cluster[2,1,1024]"];
const here = at("integrations", "spark");

async function test() {
  const { code } = await run("java", ["-version"], { show: "none", check: false });
  if (code !== 0) throw new Stop("Java is missing: Spark needs version 17.");
  const bench = process.argv.indexOf("--bench");
  for (const version of bench > 0 ? ["4"] : Object.keys(versions)) {
    const python = await venv(version);
    if (bench > 0)
      await run(python, ["bench/spark.py", ...process.argv.slice(bench + 1).map((path) => resolve(path))], {
        show: "all",
        cwd: here,
      });
    else await on(version, python);
  }
  return 0;
}

async function venv(version) {
  const folder = at("target", `spark-${version}`);
  const python = `${folder}/bin/python`;
  const pip = (...args) => run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...args]);
  if (!existsSync(`${folder}/installed`)) {
    await step(`installing PySpark ${version} into target/spark-${version} (once)`, async () => {
      await run("python3", ["-m", "venv", folder]);
      await pip(...versions[version]);
      mkdirSync(`${folder}/installed`);
    });
  }
  const extraEnv = { CARGO_TARGET_DIR: at("target", "integrations") };
  await step("building the package (minutes, the first time)", () =>
    run(
      python,
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall", "--no-deps", here],
      { extraEnv },
    ),
  );
  return python;
}

async function on(version, python) {
  if (version === "4") await run(python, ["-m", "mypy", "src"], { show: "all", cwd: here });
  for (const MASTER of masters) {
    console.log(`\n▸ PySpark ${version}, ${MASTER}`);
    await run(python, ["-m", "pytest", "-q", "-W", "ignore::DeprecationWarning", "-p", "no:cacheprovider", "tests"], {
      show: "all",
      cwd: here,
      extraEnv: { MASTER },
    });
  }
}

await asProgram(import.meta.url, test);
