// Reads and writes Class rows through the data API. From entity "class" of the spec.
import { createService } from "@sayso/app-kit";
import { type Class, type ClassInput, classEntity } from "../entities/class";

export const classService = createService<Class, ClassInput>(classEntity);
