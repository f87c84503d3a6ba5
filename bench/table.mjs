// The report as plain text.

/** Numbers as they are: three digits or more. */
function number(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en-US");
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** Rows of cells under their names, in columns; cells that begin with a digit are right-aligned. */
function columns(names, rows) {
  const widths = names.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at].length)));
  const isNumber = names.map((_, at) => rows.every((row) => /^\d/.test(row[at])));
  const line = (cells) =>
    cells
      .map((cell, at) => (isNumber[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
      .join("  ")
      .trimEnd();
  return [line(names), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

export function heading({ date, node, v8, cpu, packages, settings }) {
  const versions = Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
  return `${date}, Node ${node} (V8 ${v8}), ${cpu}\n${versions}\nmedians of ${settings.rounds} interleaved rounds`;
}

export function table({ id, title, unit, reference, results, disturbed }) {
  const names = ["contestant", unit === "ns" ? "ns per call" : unit, `/ ${reference}`];
  const cells = results.map(({ name, value, ratio }) => [name, number(value), ratio.toFixed(2)]);
  const note = disturbed > 0 ? `\nOther programs had the processor in ${disturbed} turns: do not trust this row.` : "";
  return `\n${id}. ${title}\n${columns(names, cells)}${note}`;
}

export function summary(rows) {
  const cells = rows.map(({ id, title, unit, ratio, target, targetIs, met, aheadOfEveryPeer, ours }) => {
    const own = targetIs === "ratio" ? ratio.toFixed(2) : `${number(ours)} ${unit}`;
    const hoped = targetIs === "ratio" ? target.toFixed(2) : `${target} ${unit}`;
    return [
      String(id),
      title,
      own,
      `<= ${hoped}`,
      met ? "yes" : "no",
      aheadOfEveryPeer === null ? "-" : aheadOfEveryPeer ? "yes" : "no",
    ];
  });
  const names = ["row", "what", "ours/reference", "target", "met?", "ahead of every peer?"];
  return `\nSummary\n${columns(names, cells)}`;
}
