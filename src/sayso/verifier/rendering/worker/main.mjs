// Draws pages on request. One job a line on standard input, JSON; one answer a line on standard output.
// Job: {seal, kit, script, map, data, visits: [{address, tabs, audit}], limit}. Answers: {visit, started} before each
// visit, {visit, problems: [{kind, text, places: [{file, line}]}], ms} after it, {done} after the last; each
// carries the seal, by which the other side knows them from what a page may write.
// A job with nothing but a kit makes a window ready.

import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Application } from "./application.mjs";
import { Place } from "./place.mjs";

const [root, idleSeconds] = process.argv.slice(2);
const require = createRequire(`${root}/app-kit/package.json`);
const jsdom = require("jsdom");
const readAxe = () => readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let place = null;

for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (reason) => {
    place?.tenant?.complain(event === "unhandledRejection" ? "rejection" : "error", [reason]);
  });
}

/** Pages share this process: what is needed to answer is taken before any of them runs. */
const { stringify, parse } = JSON;
const OUTPUT = 1;
let seal = "";

function say(answer) {
  let rest = Buffer.from(`${stringify({ ...answer, seal })}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(OUTPUT, rest));
}

/** A window with this kit where no application stands. */
async function placeFor(kit) {
  const isFit = place && JSON.stringify(place.kit) === JSON.stringify(kit);
  if (isFit && (place.tenant === null || (await place.clear()))) return place;
  place?.close();
  place = new Place(jsdom, kit, readAxe);
  await place.furnish();
  return place;
}

/** The problems of a visit; what goes wrong in a window that was used before has to do so in a fresh one. */
async function see(job, visit, deadline) {
  const isGoingOn = place?.tenant?.job === job && place.tenant.isOpen && place.tenant.problems.length === 0;
  const application = isGoingOn ? place.tenant : new Application(await placeFor(job.kit), job);
  if (isGoingOn) {
    application.requests = 0;
    application.go(visit.address);
  } else {
    await application.open(visit.address);
  }
  if (application.isOpen) {
    await application.settle(deadline);
    if (visit.tabs) await application.openTabs(deadline);
    application.inspect();
    if (visit.audit && application.problems.length === 0) await application.audit(deadline);
  }
  if (application.problems.length === 0) return [];
  const { wasUsed } = place;
  place.close();
  place = null;
  return wasUsed ? see(job, visit, deadline) : application.problems;
}

async function draw(job) {
  for (const [number, visit] of job.visits.entries()) {
    say({ visit: number, started: true });
    const start = performance.now();
    const problems = await see(job, visit, Date.now() + job.limit);
    say({ visit: number, problems, ms: Math.round(performance.now() - start) });
  }
  await placeFor(job.kit);
  say({ done: true });
}

function waitForWork() {
  return setTimeout(() => process.exit(0), Number(idleSeconds) * 1000);
}

let idle = waitForWork();
for await (const line of createInterface({ input: process.stdin })) {
  clearTimeout(idle);
  const job = parse(line);
  ({ seal } = job);
  delete job.seal;
  await draw(job);
  idle = waitForWork();
}
process.exit(0);
