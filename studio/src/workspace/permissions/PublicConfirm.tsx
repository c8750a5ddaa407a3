import { Button, Dialog } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";

interface Asked {
  readonly what: string;
  readonly act: () => void;
}

/** Asks before something is offered to people who are not signed in. */
export function usePublicConfirm(): {
  readonly ask: (what: string, act: () => void) => void;
  readonly dialog: ReactNode;
} {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const dialog = asked && (
    <Dialog
      open
      onClose={close}
      title="Offer this to anybody?"
      footer={
        <>
          <Button onClick={close}>Keep it closed</Button>
          <Button
            variant="primary"
            onClick={() => {
              asked.act();
              close();
            }}
          >
            Offer it
          </Button>
        </>
      }
    >
      <p className="font-medium">{asked.what}, without signing in.</p>
      <p className="text-muted">
        It does not become public yet: when the application is published, somebody confirms each thing that anybody
        could see or do.
      </p>
    </Dialog>
  );
  return { ask: (what, act) => setAsked({ what, act }), dialog };
}
