"use client";

import { Button, Input } from "@sayso/app-kit";
import { type FormEvent, useState } from "react";

/** Signs in with email address and password. */
export default function SignInPage() {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const form = new FormData(event.currentTarget);
    const body = JSON.stringify({ email: form.get("email"), password: form.get("password") });
    const headers = { "content-type": "application/json" };
    const response = await fetch("/api/session", { method: "POST", headers, body }).catch(() => undefined);
    if (response?.ok) return window.location.assign("/");
    const answer = response ? ((await response.json()) as { detail?: string }) : undefined;
    setProblem(answer?.detail ?? "The server could not be reached. Try again in a moment.");
    setBusy(false);
  }

  return (
    <main style={{ maxWidth: "20rem", margin: "20vh auto 0", padding: "0 1rem" }}>
      <h1 style={{ fontSize: "1.25rem", fontWeight: 600 }}>Sign in</h1>
      <form onSubmit={submit} style={{ display: "grid", gap: "1rem", marginTop: "1rem" }}>
        <label htmlFor="email" style={{ display: "grid", gap: "0.25rem" }}>
          Email
          <Input id="email" name="email" type="email" autoComplete="username" required />
        </label>
        <label htmlFor="password" style={{ display: "grid", gap: "0.25rem" }}>
          Password
          <Input id="password" name="password" type="password" autoComplete="current-password" required />
        </label>
        {problem && <p role="alert">{problem}</p>}
        <Button type="submit" variant="primary" busy={busy}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
