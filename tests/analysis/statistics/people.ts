import fc from "fast-check";

const person = fc.record({ score: fc.integer({ min: -5, max: 5 }), outcome: fc.integer({ min: 0, max: 1 }) });

/** 2 to 40 people with tied scores, among them at least one buyer and one non-buyer. */
export const people = fc
  .array(person, { minLength: 2, maxLength: 40 })
  .filter((rows) => rows.some(({ outcome }) => outcome === 1) && rows.some(({ outcome }) => outcome === 0))
  .map((rows) => ({ scores: rows.map(({ score }) => score), outcomes: rows.map(({ outcome }) => outcome) }));
