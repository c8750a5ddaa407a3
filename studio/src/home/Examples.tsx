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
    "We lend equipment to staff. Items have a name, a serial number and a kind. Loans have an item, an employee, a lending date and a due date, and go from out to overdue to returned.",
  ],
  [
    "Support requests",
    "Support tickets with a priority, an agent and replies. Managers see how many tickets each agent has solved per month.",
  ],
  [
    "Leave requests",
    "Leave requests. Employees ask for vacation with a start date and an end date. A manager approves or declines each request.",
  ],
] as const;

/** Things that others ask for, to begin from. */
export function Examples({ onChoose }: { readonly onChoose: (text: string) => void }): ReactNode {
  return <Offers items={EXAMPLES} onChoose={onChoose} />;
}
