// Reads and writes Stylist rows through the data API. From entity "stylist" of the spec.
import { createService } from "@sayso/app-kit";
import { type Stylist, type StylistInput, stylist } from "../entities/stylist";

export const stylistService = createService<Stylist, StylistInput>(stylist);
