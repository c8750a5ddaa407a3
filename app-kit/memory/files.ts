import { json, Refusal } from "./answers";

interface Kept {
  readonly blob: Blob;
  readonly name: string;
  url?: string;
}

/** Uploaded files; they have addresses of this window only. */
export class Files {
  private readonly kept = new Map<string, Kept>();

  keep(id: string, blob: Blob, name: string): void {
    this.kept.set(id, { blob, name });
  }

  /** Where a page finds a file, without asking anybody. */
  url(id: string): string {
    const file = this.kept.get(id);
    if (!file) return "data:,";
    file.url ??= URL.createObjectURL(file.blob);
    return file.url;
  }

  answer(method: string, id: string | undefined, body: unknown): Response {
    if (method === "POST") {
      const file = body instanceof FormData ? body.get("file") : null;
      if (!(file instanceof Blob)) throw new Refusal(422, "Send a file.", { code: "invalid_fields" });
      const made = crypto.randomUUID();
      const name = file instanceof File ? file.name : "file";
      this.keep(made, file, name);
      return json({ id: made, name, size: file.size, content_type: file.type, url: this.url(made) }, 201);
    }
    const found = id === undefined ? undefined : this.kept.get(id);
    if (!found) throw new Refusal(404, "There is no such file.", { code: "not_found" });
    return new Response(found.blob, { headers: { "content-type": found.blob.type } });
  }

  /** Gives back the addresses that were given out. */
  forget(): void {
    for (const { url } of this.kept.values()) if (url) URL.revokeObjectURL(url);
    this.kept.clear();
  }
}
