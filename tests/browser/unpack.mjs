// Unpacks the packaged Chromium once and prints the path of a launcher that finds its libraries.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = join(dirname(fileURLToPath(import.meta.url)), "unpacked");
mkdirSync(here, { recursive: true });
process.env.TMPDIR = here;
process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x"; // makes the package unpack the system libraries it brings
const { default: chromium, inflate } = await import("@sparticuz/chromium");
const binary = await chromium.executablePath();
const libraries = [here, join(here, "al2023", "lib")].filter((folder) => existsSync(folder));
const launcher = join(here, "chromium.sh");
writeFileSync(launcher, `#!/bin/sh\nexport LD_LIBRARY_PATH="${libraries.join(":")}"\nexec "${binary}" "$@"\n`);
chmodSync(launcher, 0o755);
console.log(launcher);
