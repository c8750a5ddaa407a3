import type { Said, Told } from "../src/workspace/preview/protocol";
import { tellOfSubmits } from "./forms";
import styles from "./frame.css?inline";
import { keepInside } from "./links";
import { Stage } from "./stage";

document.head.appendChild(document.createElement("style")).textContent = styles;
tellOfSubmits();
keepInside();
// No policy forbids a page to look for peers, which asks servers outside; an application has no use for it.
Reflect.deleteProperty(globalThis, "RTCPeerConnection");
Reflect.deleteProperty(globalThis, "webkitRTCPeerConnection");

/** The first message of the page around the frame brings the way to talk to it; others are not listened to. */
function begin(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== parent || !port) return;
  removeEventListener("message", begin);
  const stage = new Stage((told: Told) => port.postMessage(told));
  port.onmessage = ({ data }: MessageEvent<Said>) => stage.hear(data);
}
addEventListener("message", begin);
