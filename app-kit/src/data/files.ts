import { request } from "./request";
import { answering } from "./server";

/** A stored file; rows keep its id. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly content_type: string;
  readonly url: string;
}

/** Stores a file and answers what to keep of it. */
export function uploadFile(file: File): Promise<StoredFile> {
  const body = new FormData();
  body.set("file", file);
  return request("POST", "/api/files", { body });
}

/** The address of a stored file. */
export function fileUrl(id: string): string {
  return answering().fileUrl(id);
}
