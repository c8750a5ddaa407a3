import { describe, expect, it, vi } from "vitest";
import { FrameLink } from "./frame-link";
import type { Told } from "./protocol";

/** A frame whose page takes the port that it is given. */
function frame() {
  const heard: unknown[] = [];
  const ports: MessagePort[] = [];
  const contentWindow = {
    postMessage: (_said: unknown, _origin: string, [port]: MessagePort[]) => {
      if (!port) return;
      port.onmessage = ({ data }) => heard.push(data);
      ports.push(port);
    },
  };
  return { element: { contentWindow } as unknown as HTMLIFrameElement, heard, ports };
}

describe("the link to a frame", () => {
  it("says what holds again when the page of the frame is loaded anew", async () => {
    const link = new FrameLink();
    const { element, heard } = frame();
    link.say({ kind: "theme", theme: "light" });
    link.say({ kind: "theme", theme: "dark" });
    link.attach(element);
    await vi.waitFor(() => expect(heard).toEqual([{ kind: "theme", theme: "dark" }]));
    link.attach(element);
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    link.detach();
  });

  it("hears what can be read, and stops listening to a frame that talks without end", async () => {
    const link = new FrameLink();
    const { element, ports } = frame();
    const heard: Told[] = [];
    const flooded = vi.fn();
    link.onTold = (told) => heard.push(told);
    link.onFlood = flooded;
    link.attach(element);
    ports[0]?.postMessage({ kind: "anything" });
    ports[0]?.postMessage({ kind: "comment", isOn: true });
    await vi.waitFor(() => expect(heard).toEqual([{ kind: "comment", isOn: true }]));
    for (let n = 0; n < 200; n++) ports[0]?.postMessage({ kind: "comment", isOn: false });
    await vi.waitFor(() => expect(flooded).toHaveBeenCalledOnce());
    expect(heard.length).toBeLessThan(70);
  });
});
