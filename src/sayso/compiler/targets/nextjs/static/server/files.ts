// Images and other files that rows refer to by id, kept in the folder FILES_DIR.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./database";
import { NotFound, Problem } from "./problems";
import type { Session } from "./session";
import { statement } from "./statement";
import { isUuid } from "./written";

export const LARGEST_FILE = 25 * 1024 * 1024;
const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8[79]a/, "image/gif"],
  [/^RIFF....WEBP/s, "image/webp"],
  [/^....ftypavif/s, "image/avif"],
  [/^%PDF-/, "application/pdf"],
];
const BY_NAME: Readonly<Record<string, string>> = {
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  json: "application/json",
  txt: "text/plain",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};
/** An image is shown as such; were it opened by itself, nothing in it may run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Stores a file and answers what to keep of it; what it is, is read from its bytes and not taken on trust. */
export async function storeFile(session: Session, file: File) {
  if (file.size > LARGEST_FILE)
    throw new Problem(413, "too_large", "The file is larger than 25 MB.", "Choose a smaller one.");
  const content = Buffer.from(await file.arrayBuffer());
  const sha256 = createHash("sha256").update(content).digest("hex");
  await mkdir(folder(), { recursive: true });
  await writeFile(placeOf(sha256), content);
  const name = cleanName(file.name);
  const [stored] = await run(session, [
    statement(
      `insert into public.files (name, size, content_type, sha256) values ($1, $2::bigint, $3, $4)
       returning id, name, size::int as size, content_type`,
      [name, file.size, kindOf(content, name), sha256],
    ),
  ]);
  return { ...stored?.[0], url: `/api/files/${stored?.[0]?.id}` };
}

/** The file as it was stored; images are shown in place, all others are offered for download. */
export async function sendFile(session: Session, id: string): Promise<Response> {
  const find = statement("select name, content_type, sha256 from public.files where id = $1::uuid", [id]);
  const [found] = isUuid(id) ? await run(session, [find]) : [];
  const file = found?.[0];
  if (!file) throw new NotFound("file", "It may have been deleted.");
  const content = await readFile(placeOf(String(file.sha256)));
  const type = String(file.content_type);
  const disposition = type.startsWith("image/") ? "inline" : "attachment";
  return new Response(new Uint8Array(content), {
    headers: {
      "content-type": type,
      "content-disposition": `${disposition}; filename*=UTF-8''${encodeURIComponent(String(file.name))}`,
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
}

/** By its first bytes, else by its name where that is harmless. */
function kindOf(content: Buffer, name: string): string {
  const head = content.subarray(0, 64).toString("latin1");
  const known = SIGNATURES.find(([signature]) => signature.test(head));
  return known?.[1] ?? BY_NAME[name.split(".").pop()?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

/** The last part of a name without control characters. */
function cleanName(name: string): string {
  const last = name.replaceAll("\\", "/").split("/").pop() ?? "";
  return (
    last
      .replace(/\p{Cc}/gu, "")
      .trim()
      .slice(-150) || "file"
  );
}

/** Outside of what the build looks at: uploads are no part of the program. */
function placeOf(sha256: string): string {
  return join(/* turbopackIgnore: true */ folder(), sha256);
}

function folder(): string {
  return process.env.FILES_DIR ?? "files";
}
