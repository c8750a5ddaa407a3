// Reads and writes Staff rows through the data API. From entity "staff" of the spec.
import { createService } from "@sayso/app-kit";
import { type Staff, type StaffInput, staff } from "../entities/staff";

export const staffService = createService<Staff, StaffInput>(staff);
