// Writes TypeScript types of the API, the spec and its edits from docs/schema, into generated/.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const schemas = new URL("../../docs/schema/", import.meta.url);
const target = new URL("../generated/", import.meta.url);

await mkdir(target, { recursive: true });
await write("api", JSON.parse(await readFile(new URL("api-v1.json", schemas), "utf8")));
await write("edits", wrapped(JSON.parse(await readFile(new URL("edits.v1.json", schemas), "utf8"))));

/** @param {string} name @param {object} document */
async function write(name, document) {
  const nodes = await openapiTS(document, { rootTypes: false, alphabetize: true });
  await writeFile(new URL(`${name}.d.ts`, target), astToString(nodes));
}

/** A JSON Schema as the components of a document. */
function wrapped(schema) {
  const { $defs, ...root } = schema;
  const text = JSON.stringify({ ...$defs, Edits: root }).replaceAll("#/$defs/", "#/components/schemas/");
  return {
    openapi: "3.1.0",
    info: { title: "Edits", version: "1" },
    paths: {},
    components: { schemas: JSON.parse(text) },
  };
}
