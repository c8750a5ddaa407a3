import type { ReactNode } from "react";
import { Offers } from "../shell/Offers";

const EXAMPLES = [
  [
    "Hair salon",
    "A hair salon with clients, stylists and services. Clients book appointments, and two of one stylist never overlap.",
  ],
  [
    "Sales pipeline",
    "Track companies, contacts and deals. A deal goes from lead to qualified to won or lost, and has an amount and an owner.",
  ],
  [
    "Lending equipment",
    "Lend equipment to staff: who has which laptop or camera, since when and until when, and what is overdue.",
  ],
  [
    "Support requests",
    "Support requests with a priority, somebody in charge and a history of replies. Managers see how long answers take.",
  ],
  [
    "Leave requests",
    "Staff ask for days off, their manager approves or declines, and everybody sees who is away in a calendar.",
  ],
] as const;

/** Things that others ask for, to begin from. */
export function Examples({ onChoose }: { readonly onChoose: (text: string) => void }): ReactNode {
  return <Offers items={EXAMPLES} onChoose={onChoose} />;
}
