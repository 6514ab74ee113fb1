import { z } from "zod";
import { TableReading } from "./tableReading.ts";

/** What customers are valued by in a report: the numbers of `saydo value`. */
export const CustomersSettings = z.strictObject({
  transactions: z.string().min(1).meta({
    title: "File",
    description:
      "Purchases (customer_id, purchased_at, amount) or histories (customer_id, x, t_x, T, m_x), as `saydo value` takes them; relative to the current folder.",
  }),
  read: TableReading.optional().meta({
    title: "How the file is read",
    description: "What the flags of tables would say.",
  }),
  until: z.iso.date().optional().meta({
    title: "Last day that counts",
    description: "YYYY-MM-DD; the last purchase when absent.",
  }),
  horizon: z.number().positive().default(52).meta({
    title: "Weeks ahead",
    description: "How far ahead to look.",
  }),
  cost: z.number().min(0).optional().meta({
    title: "Cost of a customer",
    description: "What serving one customer costs over those weeks: it is subtracted from the expected value.",
  }),
});
export type CustomersSettings = z.infer<typeof CustomersSettings>;
