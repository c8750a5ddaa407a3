// Images and other files that rows refer to by id, kept in the folder FILES_DIR.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "./context";
import { Problem } from "./problems";

const LARGEST = 25 * 1024 * 1024;
const SHOWN_IN_PLACE = /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf)$/;

interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly content_type: string;
}

/** Stores a file and answers what to keep of it. */
export async function storeFile({ database }: Context, file: File) {
  if (file.size > LARGEST) {
    throw new Problem(413, "too_large", "The file is larger than 25 MB.", { hint: "Choose a smaller one." });
  }
  const content = Buffer.from(await file.arrayBuffer());
  const sha256 = createHash("sha256").update(content).digest("hex");
  const stored = await database.row<StoredFile>(
    `insert into public.files (name, size, content_type, sha256) values ($1, $2, $3, $4)
     returning id, name, size::int as size, content_type`,
    [file.name.slice(0, 200), file.size, file.type || "application/octet-stream", sha256],
  );
  await mkdir(folder(), { recursive: true });
  await writeFile(placeOf(sha256), content);
  return { ...stored, url: `/api/files/${stored?.id}` };
}

/** The file as it was stored; only harmless kinds are shown in place, all others are downloaded. */
export async function sendFile({ database }: Context, id: string): Promise<Response> {
  const found = await database.row<StoredFile & { readonly sha256: string }>(
    "select id, name, size::int as size, content_type, sha256 from public.files where id = $1::uuid",
    [id],
  );
  if (!found)
    throw new Problem(404, "not_found", "There is no such file.", { hint: "It may have been deleted." });
  const content = await readFile(placeOf(found.sha256));
  const disposition = SHOWN_IN_PLACE.test(found.content_type) ? "inline" : "attachment";
  return new Response(new Uint8Array(content), {
    headers: {
      "content-type": found.content_type,
      "content-disposition": `${disposition}; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
}

/** Outside of what the build looks at: uploads are no part of the program. */
function placeOf(sha256: string): string {
  return join(/* turbopackIgnore: true */ folder(), sha256);
}

function folder(): string {
  return process.env.FILES_DIR ?? "files";
}
