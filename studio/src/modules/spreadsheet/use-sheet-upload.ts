import { type ApiError, asApiError, ConnectionLost, errorFrom, type Problem } from "@sayso/app-kit";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { Schemas } from "../../api/client";

/** A file on its way; `sent` is the part of it that has arrived, 1 while it is being read. */
export interface SheetUpload {
  readonly file: File | null;
  readonly sent: number | null;
  readonly problem: ApiError | null;
  readonly send: (file: File) => void;
  readonly stop: () => void;
}

const ADDRESS = "/api/v1/sessions/from-spreadsheet";

/** Sends a spreadsheet and opens the session that it becomes; a refusal stays beside the file. */
export function useSheetUpload(): SheetUpload {
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const running = useRef<XMLHttpRequest | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const stop = () => {
    running.current?.abort();
    running.current = null;
  };
  const send = async (chosen: File) => {
    stop();
    setFile(chosen);
    setProblem(null);
    setSent(0);
    const call = new XMLHttpRequest();
    running.current = call;
    try {
      const session = await posted(call, chosen, setSent);
      void client.invalidateQueries({ queryKey: ["sessions"] });
      void navigate({ to: "/sessions/$session/{-$tab}", params: { session: session.id, tab: "data" } });
    } catch (error) {
      if (running.current === call) setProblem(asApiError(error));
    } finally {
      if (running.current === call) setSent(null);
    }
  };
  return { file, sent, problem, send: (chosen) => void send(chosen), stop };
}

/** `fetch` does not tell how far an upload is. */
function posted(call: XMLHttpRequest, file: File, onSent: (part: number) => void): Promise<Schemas["SessionLine"]> {
  const body = new FormData();
  body.set("file", file);
  return new Promise((resolve, reject) => {
    call.open("POST", ADDRESS);
    call.upload.addEventListener("progress", ({ loaded, total }) => onSent(total ? loaded / total : 0));
    call.addEventListener("load", () => {
      const answer: unknown = parsed(call.responseText);
      if (call.status === 201) resolve(answer as Schemas["SessionLine"]);
      else reject(errorFrom(call.status, (answer ?? {}) as Problem));
    });
    call.addEventListener("error", () => reject(new ConnectionLost()));
    call.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
