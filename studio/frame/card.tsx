import { chooseTheme, useTheme } from "@sayso/app-kit";
import { Component, type ComponentType, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { CustomSaid } from "../../app-kit/src/cards/custom";

type Drawing = ComponentType<{ readonly data: unknown }>;

// nothing leads out of a card that draws itself
addEventListener("click", (event) => (event.target as Element | null)?.closest?.("a[href]") && event.preventDefault());
// No policy forbids a page to look for peers, which asks servers outside; a card has no use for it.
Reflect.deleteProperty(globalThis, "RTCPeerConnection");
Reflect.deleteProperty(globalThis, "webkitRTCPeerConnection");
document.documentElement.style.background = "transparent";
document.body.style.background = "transparent";

/** The first message of the page around the frame brings the way to talk to it; others are not listened to. */
function begin(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== parent || event.data !== "card" || !port) return;
  removeEventListener("message", begin);
  const root = createRoot(document.getElementById("root") ?? document.body);
  let known = "";
  let drawing: Drawing | null = null;
  let round = 0;
  const failed = (error: unknown) => {
    known = "";
    port.postMessage({ kind: "failed", message: String(error) });
  };
  port.onmessage = async ({ data: { script, value, theme } }: MessageEvent<CustomSaid>) => {
    try {
      if (theme === "light" || theme === "dark") chooseTheme(theme);
      if (!drawing || script !== known) {
        drawing = await drawingOf(script);
        known = script;
        round += 1;
      }
      const Drawn = drawing;
      root.render(
        <Kept key={round} onError={failed} onDrawn={() => port.postMessage({ kind: "drawn" })}>
          <Drawn data={value} />
        </Kept>,
      );
    } catch (error) {
      failed(error);
    }
  };
}
addEventListener("message", begin);

async function drawingOf(script: string): Promise<Drawing> {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    const { default: found } = (await import(/* @vite-ignore */ url)) as { readonly default?: Drawing };
    if (typeof found !== "function") throw new Error("The code does not export a component as its default.");
    return found;
  } finally {
    URL.revokeObjectURL(url);
  }
}

interface KeptProps {
  readonly onError: (error: unknown) => void;
  readonly onDrawn: () => void;
  readonly children: ReactNode;
}

/** Tells when what is inside was drawn, or that it could not be. */
class Kept extends Component<KeptProps, { readonly isBroken: boolean }> {
  override state: { readonly isBroken: boolean } = { isBroken: false };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidMount(): void {
    if (!this.state.isBroken) this.props.onDrawn();
  }

  override componentDidUpdate(): void {
    if (!this.state.isBroken) this.props.onDrawn();
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : <Themed>{this.props.children}</Themed>;
  }
}

function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  useTheme();
  return children;
}
