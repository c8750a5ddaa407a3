/** How figures are made of records. */
export const MEASURES = [
  { value: "count", label: "Number of records" },
  { value: "sum", label: "Sum of" },
  { value: "avg", label: "Average of" },
  { value: "min", label: "Smallest" },
  { value: "max", label: "Largest" },
];

export const CHARTS = [
  { value: "bar", label: "Bars" },
  { value: "line", label: "Line" },
  { value: "area", label: "Area" },
  { value: "pie", label: "Pie" },
  { value: "number", label: "Single number" },
  { value: "table", label: "Table" },
];

export const PERIODS = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
  { value: "month", label: "Month" },
  { value: "quarter", label: "Quarter" },
  { value: "year", label: "Year" },
];
