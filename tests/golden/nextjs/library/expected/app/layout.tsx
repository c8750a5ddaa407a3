import "@sayso/app-kit/styles.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  title: 'Bücher & "more" </title><script>alert(1)</script>',
  description: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
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
