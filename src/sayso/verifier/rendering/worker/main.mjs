// Draws pages on request. One job a line on standard input, JSON; one answer a line on standard output.
// Job: {kit, script, map, data, visits: [{address, tabs}], limit}. Answers: {visit, started} before each visit,
// {visit, problems: [{kind, text, places: [{file, line}]}], ms} after it, {done, memory} after the last.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Application } from "./application.mjs";

const [root, idleSeconds] = process.argv.slice(2);
const jsdom = createRequire(`${root}/app-kit/package.json`)("jsdom");
let current = null;

for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (reason) => current?.complain(event === "unhandledRejection" ? "rejection" : "error", [reason]));
}

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function draw(job) {
  for (const [visit, { address, tabs }] of job.visits.entries()) {
    say({ visit, started: true });
    const start = performance.now();
    const deadline = Date.now() + job.limit;
    if (current?.isOpen && current.problems.length === 0) {
      current.requests = 0;
      current.go(address);
    } else {
      current?.close();
      current = new Application(jsdom, job);
      await current.open(address);
    }
    if (current.isOpen) {
      await current.settle(deadline);
      if (tabs) await current.openTabs(deadline);
      current.inspect();
    }
    say({ visit, problems: current.problems, ms: Math.round(performance.now() - start) });
  }
  current?.close();
  current = null;
  say({ done: true, memory: process.memoryUsage().rss });
}

function waitForWork() {
  return setTimeout(() => process.exit(0), Number(idleSeconds) * 1000);
}

let idle = waitForWork();
for await (const line of createInterface({ input: process.stdin })) {
  clearTimeout(idle);
  await draw(JSON.parse(line));
  idle = waitForWork();
}
process.exit(0);
