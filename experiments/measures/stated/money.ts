import { z } from "zod";

/** A currency by its ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, "a currency code such as EUR");

/** An amount as it is written in a language: "€ 2,50" in Dutch, "€2.50" in English. */
export function moneyText(amount: number, { currency, language }: { currency: string; language: string }): string {
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
}

/** The sign of a currency, and whether it stands before the amount in this language. */
export function currencySign({ currency, language }: { currency: string; language: string }) {
  const parts = new Intl.NumberFormat(language, { style: "currency", currency }).formatToParts(1);
  const index = parts.findIndex(({ type }) => type === "currency");
  const sign = parts[index]?.value ?? currency;
  const stands = index < parts.findIndex(({ type }) => type === "integer") ? "before" : "after";
  return stands === "before" ? { before: sign, after: "" } : { before: "", after: sign };
}

/** An amount as a participant would type it in this language, without a currency. */
export function amountText(amount: number, language: string): string {
  const minimumFractionDigits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat(language, {
    minimumFractionDigits,
    maximumFractionDigits: 2,
    useGrouping: false,
  }).format(amount);
}
