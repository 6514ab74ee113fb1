/** What every report ends with, in order. */
export const CLOSING = {
  methods: "Methods",
  limits: "Limits",
  checklists: "Reporting checklists",
  references: "References",
  reproduce: "How to reproduce this report",
} as const;

export type ClosingName = keyof typeof CLOSING;
