import "@sayso/app-kit/styles.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  title: 'Words "that" Python\\keeps',
  description: 'Names that Python, pydantic and FastAPI keep for themselves, and texts like """ and {{ x }}.',
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <div id="root">{children}</div>
      </body>
    </html>
  );
}
