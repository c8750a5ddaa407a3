// Reads and writes Service rows through the data API. From entity "service" of the spec.
import { createService } from "@sayso/app-kit";
import { type Service, type ServiceInput, service } from "../entities/service";

export const serviceService = createService<Service, ServiceInput>(service);
