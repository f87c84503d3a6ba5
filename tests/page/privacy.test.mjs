// The privacy promise against what the browser does: each way out is tried from the page's own console, and a server
// counts what arrives. What the page promises to be blocked does not arrive; what arrives is named in the promise.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createSocket } from "node:dgram";
import { after, test } from "node:test";
import { example, happens, loaded, open, paste, testsOn, visit } from "./open.mjs";
import { batch, failedMms } from "./pastes.mjs";

const { running, site, missing } = await visit();
const on = testsOn({ running, missing, url: site?.url });

const arrived = [];
const elsewhere = createServer((request, response) => {
  arrived.push(request.url);
  response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" }).end();
});
await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
after(() => elsewhere.close());
const there = `http://127.0.0.1:${elsewhere.address().port}`;

/** Ways out of a page. Each is run in the page with the address of a server. */
const WAYS = {
  fetch: (url) => fetch(url).then(() => {}),
  XHR: (url) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.send();
  },
  beacon: (url) => navigator.sendBeacon(url, "secret"),
  WebSocket: (url) => new WebSocket(url.replace("http", "ws")),
  EventSource: (url) => new EventSource(url),
  form: (url) => {
    const form = document.createElement("form");
    form.action = url;
    form.target = "_blank";
    document.body.append(form);
    form.submit();
    form.remove();
  },
  image: (url) => {
    new Image().src = url;
  },
  import: (url) => import(url),
  script: (url) => document.head.append(Object.assign(document.createElement("script"), { src: url })),
  stylesheet: (url) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: url })),
  font: (url) => new FontFace("x", `url(${url})`).load(),
  frame: (url) => document.body.append(Object.assign(document.createElement("iframe"), { src: url })),
  worker: (url) => new Worker(url),
  audio: (url) => new Audio(url).load(),
  object: (url) => document.body.append(Object.assign(document.createElement("object"), { data: url })),
  prefetch: (url) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: url })),
  ping: (url) => {
    const link = Object.assign(document.createElement("a"), { href: "#", ping: url });
    document.body.append(link);
    link.click();
    link.remove();
  },
};

test("the promise of the page is what its policy blocks", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  await page.click("#check");
  const promise = await page.locator("#privacy-dialog").innerText();
  await page.keyboard.press("Escape");
  // As its console would: the code comes from outside, the policy is the page's.
  const attempt = (way, url) =>
    page.evaluate(`(async () => { try { await (${way})(${JSON.stringify(url)}); } catch {} })()`);
  for (const [name, way] of Object.entries(WAYS)) await attempt(way, `${there}/${name}?secret`);
  // The site that the page is from gets no more, but for what pages are made of.
  for (const [name, way] of Object.entries(WAYS)) await attempt(way, new URL(`${name}?secret`, site.url).href);
  const own = () =>
    Object.keys(WAYS).filter((name) => site.requests.some((asked) => asked.includes(`/${name}?secret`)));
  // The last to come: a prefetch waits until the browser has nothing else to do.
  await happens(page, () => own().includes("prefetch"));
  assert.deepEqual(own(), ["import", "script", "stylesheet", "worker", "prefetch"]);
  assert.match(promise, /It cannot block [^.]*scripts, styles and prefetches from the site that serves it/);
  for (const words of ["fetch", "XHR", "WebSockets", "beacons", "forms"]) assert.ok(promise.includes(words), words);
  // What cannot be blocked, and is said. Whether a browser connects ahead of a request is its own choice.
  assert.match(promise, /cannot block[^.]*connections without a request/);
  await page.evaluate((url) => window.open(url, "_blank") && undefined, `${there}/navigation?secret`);
  await happens(page, () => arrived.some((asked) => asked.startsWith("/navigation")));
  assert.match(promise, /cannot block navigation/);
  assert.deepEqual(
    arrived.filter((asked) => asked.includes("secret")),
    ["/navigation?secret"],
  );
  const stun = createSocket("udp4");
  let packets = 0;
  stun.on("message", () => packets++);
  await new Promise((resolve) => stun.bind(0, "127.0.0.1", resolve));
  await page.evaluate(async (port) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    peer.createDataChannel("x");
    await peer.setLocalDescription(await peer.createOffer());
  }, stun.address().port);
  for (let wait = 0; wait < 50 && packets === 0; wait++) await page.waitForTimeout(40);
  stun.close();
  // A machine may have no interface for it; if packets leave, the promise says so.
  if (packets > 0) assert.match(promise, /cannot block[^.]*WebRTC/);
  await page.context().close();
});

test("the page itself makes no request after it is loaded", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  await loaded(page);
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await paste(page, JSON.stringify([failedMms]));
  await paste(page, JSON.stringify(batch));
  await example(page, "Python dict");
  await page.click("#reference");
  await page.keyboard.press("Escape");
  await page.click("#share");
  await page
    .locator("#share-size")
    .getByText(/characters/)
    .waitFor();
  // One that is asked of the page is seen, so one of its own would have been.
  const asked = new URL("asked.js", site.url).href;
  await page.evaluate(`import(${JSON.stringify(asked)}).catch(() => undefined)`);
  assert.deepEqual(
    requests.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:")),
    [asked],
  );
  await page.context().close();
});

test("an audit can't load robots.txt through the page: its policy binds the browser's tools", async (context) => {
  if (missing) return context.skip(missing);
  const page = await open(running, site.url);
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  // As Lighthouse does, whose SEO audit "robots-txt" fails for it: an answer of any kind, 404 included, would pass it.
  const url = new URL("/robots.txt", site.url).href;
  const options = { disableCache: true, includeCredentials: true };
  await assert.rejects(
    session.send("Network.loadNetworkResource", { frameId: frameTree.frame.id, url, options }),
    /CSP violation/,
  );
  assert.ok(!site.requests.some((asked) => asked.includes("robots.txt")));
  await page.context().close();
});

on("nothing is stored", async (page) => {
  await paste(page, JSON.stringify([failedMms]));
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
});

on("nothing that a payload says can make an element or run", async (page) => {
  const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  const message = { ...failedMms.message, tag: evil, id: evil, from: evil };
  for (const pasted of [
    [{ ...failedMms, carrierName: evil, message }],
    [
      { ...failedMms, message },
      { ...failedMms, type: evil },
    ],
    { phoneNumber: evil, status: evil, declineReasonDescription: evil },
    `<html><title>${evil} 502</title></html>`,
  ]) {
    await paste(page, typeof pasted === "string" ? pasted : JSON.stringify(pasted));
    assert.equal(await page.locator("#strip img, #cards img, #list img, #strip script, #cards script").count(), 0);
  }
  assert.equal(await page.evaluate(() => window.hit), undefined);
});
