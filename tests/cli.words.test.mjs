// What `check`, `explain`, `sample` and `test` say to people who try the command.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "bandwidth-callbacks";
import { catalogue, explain, segments } from "bandwidth-callbacks/explain";
import { challenging, endpoint, run } from "./desk.mjs";

const checked = (input, ...options) => run(["check", ...options, "-"], { input });

test("explain names the nearest subject, and lists them all", async () => {
  for (const [subject, near] of [
    ["mesage-failed", "message-failed"],
    ["message.ownr", "message.owner"],
    ["Missing-Feild", "missing-field"],
    ["message.tga", "message.tag"],
    ["472", "4720"],
    ["902", "9902"],
    ["DLR", "message-delivered"],
    ["delivery receipt", "message-delivered"],
  ]) {
    assert.equal(
      (await run(["explain", subject])).err,
      `bandwidth-callbacks: unknown subject; did you mean ${near}? explain --list lists them all\n`,
    );
  }
  assert.equal(
    (await run(["explain", "1234567"])).err,
    "bandwidth-callbacks: unknown subject; explain --list lists them all\n",
  );
  for (const unpublished of ["4999", "5001", "9000"]) {
    assert.match(
      (await run(["explain", unpublished])).err,
      new RegExp(`no explanation of ${unpublished}\\. .* not one that Bandwidth publishes\\. Only its first digit`),
    );
  }
  // Only documented codes that begin alike are named, and a number that is no code is called that.
  for (const [code, near] of [
    ["59999", / error codes have four digits.* near it: 5999\.\n$/],
    ["4722", /Documented codes near it: 4721, 4720, 4730\.\n$/],
    ["4999", /9 unknown\.\n$/],
    ["7777", / error codes have four digits, the first of them 4, 5 or 9\.\n$/],
  ])
    assert.match((await run(["explain", code])).err, near);
  const { code, out } = await run(["explain", "--list"]);
  assert.equal(code, 0);
  const all = catalogue();
  const names = out.match(/(?<=^ {2})[^:\n]+/gm);
  assert.deepEqual(
    names.sort(),
    Object.values(all)
      .flat()
      .map(({ name }) => name)
      .sort(),
  );
  for (const name of names) assert.equal(explain(name).name, name);
  assert.deepEqual(JSON.parse((await run(["explain", "--list", "--json"])).out), JSON.parse(JSON.stringify(all)));
});

test("check says that an empty input is empty, and nothing about receivers", async () => {
  for (const options of [[], ["--recover"]]) {
    const { code, out } = await checked(" \n", ...options);
    assert.equal(code, 1);
    assert.match(out, /\[empty-body\].*\n(.*\n)* {2}= help: nothing to check: the input is empty\n/);
    assert.doesNotMatch(out, /401|challenge/);
  }
});

test("check has the help of a rule once, after the first problem that it is for", async () => {
  const { out } = await checked('[{"type": "message-failed", "message": {}}]');
  const rules = [...out.matchAll(/^(?:error|warning)\[(\S+)\]/gm)].map(([, rule]) => rule);
  assert.deepEqual(
    rules,
    [...rules].sort((one, other) => rules.indexOf(one) - rules.indexOf(other)),
  );
  assert.ok(rules.filter((rule) => rule === "missing-field").length > 4);
  const helps = [...out.matchAll(/^ {2}= help: (.*)$/gm)].map(([, help]) => help);
  assert.equal(new Set(helps).size, helps.length);
  assert.ok(helps.includes(explain("missing-field").onPaste.action));
});

test("check --recover says that prose has no callback, and which code to look up", async () => {
  const prose = await checked(
    "The message to +15555550142 failed with error 4720 on July 14, 2026.",
    "--recover",
    "--show",
  );
  assert.equal(
    prose.err,
    "bandwidth-callbacks: -: no callback in this text; about the error code, try: bandwidth-callbacks explain 4720\n",
  );
  const plain = await checked("A customer called about order 4999.", "--recover", "--show");
  assert.equal(plain.err, "bandwidth-callbacks: -: no callback in this text\n");
  assert.equal((await checked("[]", "--recover")).err, "");
});

test("form data is named; --recover reads the event in it, if there is one", async () => {
  const event = "type=message-failed&errorCode=4720&message.id=1";
  const other = "From=%2B15555550100&Body=hi&NumMedia=0";
  for (const [body, ...options] of [[event], [other], [other, "--recover"]]) {
    const { out } = await checked(body, ...options);
    assert.match(out, /not a callback: form data/);
  }
  const { out } = await checked(event, "--recover");
  assert.match(out, /^repaired\[dotted-names\]:/);
  assert.match(out, /error\[missing-field\]: missing `time`/);
});

test("an error code that is set brings its description, unless that is set, too", async () => {
  const described = async (...set) => {
    const { out } = await run(["sample", "message-failed", ...set.flatMap((one) => ["--set", one])]);
    return JSON.parse(out)[0].description;
  };
  assert.equal(await described("errorCode=4720"), explain(4720).bandwidthName);
  assert.equal(await described("description=mine", "errorCode=4720"), "mine");
  assert.equal(await described("errorCode=4720", "description=mine"), "mine");
  assert.equal(await described("message.tag=x"), explain(4432).bandwidthName);
});

test("the long text that test sends has as many segments as it says", async () => {
  const to = await endpoint(challenging("user:password"));
  await run(["test", to.url, "--credentials", "user:password"]);
  const bodies = to.got.map(({ body }) => parse(body));
  assert.ok(bodies.length > 50);
  const rules = bodies.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
  assert.ok(!rules.includes("segment-count-mismatch"));
  const counts = bodies.flatMap(({ events }) => events.map(({ message }) => segments(message.text ?? "").count));
  assert.equal(Math.max(...counts), 16);
});

test("check says once what is the same in many places, and its help at the first", async () => {
  const events = Array.from({ length: 7 }, () => ({ type: "message-snoozed", message: {} }));
  const { out } = await checked(JSON.stringify(events));
  assert.equal(out.match(/^warning\[unknown-event\]/gm).length, 1);
  assert.match(out, /= likely cause: .*\n {2}= also at (?:\/\d\/type \(1:\d+\)(?:, )?){3}, and 3 more places\n/);
  const many = (await checked('[{"type":"message-read"},{"type":"message-read"}]')).out;
  const help = explain("missing-field").onPaste.action;
  assert.equal(many.split(help).length, 2);
  const [first, second] = many.split("\n\n");
  assert.ok(first.includes(help) && first.includes("missing `time`") && second.includes("missing `to`"), many);
});
