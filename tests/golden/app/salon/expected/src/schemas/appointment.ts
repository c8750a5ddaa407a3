// Appointment: its row and what may be written. From entity "appointment" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";
import type { Client } from "./client";
import type { Service } from "./service";
import type { Stylist } from "./stylist";

/** Appointments, as they are kept. */
export interface Appointment extends RowBase {
  readonly client_id: string;
  readonly client_title: string | null;
  readonly client?: Client | null;
  readonly stylist_id: string;
  readonly stylist_title: string | null;
  readonly stylist?: Stylist | null;
  readonly service_id: string;
  readonly service_title: string | null;
  readonly service?: Service | null;
  readonly starts_at: string;
  readonly notes: string | null;
  readonly status: "booked" | "confirmed" | "done" | "cancelled" | "no_show";
  readonly ends_at: string | null;
  readonly price: number | null;
}

export const appointmentSchema = z.object({
  client_id: z.guid("Choose a client."),
  stylist_id: z.guid("Choose a stylist."),
  service_id: z.guid("Choose a service."),
  starts_at: z.iso.datetime({ offset: true, error: "Enter a date and time." }),
  notes: z.string("Enter a text.").trim().nullish(),
  status: z
    .enum(["booked", "confirmed", "done", "cancelled", "no_show"], "Choose one of the options.")
    .optional(),
});

export type AppointmentInput = z.infer<typeof appointmentSchema>;
