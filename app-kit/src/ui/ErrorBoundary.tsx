import { TriangleAlert } from "lucide-react";
import { Component, type ErrorInfo, type ReactNode, use } from "react";
import { HostContext } from "../shell/host";
import { Button } from "./Button";

interface ErrorBoundaryProps {
  readonly children?: ReactNode;
  /** The mark of the component inside, where a host has given it one. */
  readonly component?: string | undefined;
}

/** Keeps a broken component from taking the page with it, and offers to draw it again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <div role="alert" className="flex flex-col items-start gap-2 rounded-lg border border-line bg-surface p-4">
        <p className="flex items-center gap-2 font-medium">
          <TriangleAlert className="size-4 text-danger-ink" aria-hidden /> This part could not be shown
        </p>
        <p className="text-muted">Your data is safe, and the rest of the page works.</p>
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => this.setState({ error: null })}>
            Show it again
          </Button>
          <Repair component={this.props.component} error={this.state.error} />
        </div>
      </div>
    );
  }
}

/** What the host offers where a component broke. */
function Repair({ component, error }: { readonly component: string | undefined; readonly error: Error }): ReactNode {
  const { repair } = use(HostContext);
  if (!repair || component === undefined) return null;
  return (
    <Button size="small" onClick={() => repair.ask(component, error)}>
      {repair.label}
    </Button>
  );
}
