import { describe, expect, it } from "vitest";
import table from "../../tests/kit/notation/cases.json";
import {
  exactNumber,
  type NumberKind,
  type Reading,
  readDate,
  readMoment,
  readNumber,
  readTime,
} from "../src/notation";

interface Case {
  readonly text: string;
  readonly language?: string;
  readonly kind?: string;
  readonly currency?: string;
  readonly places?: number;
  readonly zone?: string;
  readonly value?: string;
  readonly either?: readonly string[];
  readonly refused?: string;
}

const READERS: Readonly<Record<keyof typeof table, (one: Case) => Reading>> = {
  numbers: ({ text, language = "", kind = "decimal", currency, places }) =>
    readNumber(text, language, { kind: kind as NumberKind, currency, places }),
  dates: ({ text, language = "" }) => readDate(text, language),
  times: ({ text }) => readTime(text),
  moments: ({ text, language = "", zone = "" }) => readMoment(text, language, zone),
};

describe.each(Object.keys(READERS) as (keyof typeof table)[])("%s", (name) => {
  it.each(table[name] as readonly Case[])("reads $text in $language as the table says", (one) => {
    const reading = READERS[name](one);
    if (one.value !== undefined) expect(reading).toEqual({ kind: "value", value: one.value });
    else if (one.either)
      expect(reading.kind === "either" && reading.ways.map(({ value }) => value)).toEqual(one.either);
    else expect(reading.kind === "refused" && reading.message).toContain(one.refused);
  });
});

it.each(["en", "de", "fr", "de-CH", "pl", "ja", "xx"])("writes numbers that %s reads one way", (language) => {
  for (const value of ["4.5", "1.234", "12.345", "-1.5", "1234567.891", "0.125", "1500"])
    expect(readNumber(exactNumber(value, language), language)).toEqual({ kind: "value", value });
});
