import { generateSecret, generateURI, verify } from "otplib";
import { newRecoveryCodes } from "./recoveryCodes.ts";

/** A second factor that is proposed: its secret and the codes for when the app is lost. It counts once it is confirmed. */
export type NewFactor = { readonly secret: string; readonly codes: readonly string[] };

export function newSecondFactor(): NewFactor {
  return { secret: generateSecret(), codes: newRecoveryCodes() };
}

/** The address that an authenticator app takes. */
export function secondFactorUri(email: string, secret: string): string {
  return generateURI({ issuer: "Saydo", label: email, secret });
}

const CLOCK_DRIFT_S = 30;

/** The time step a code belongs to; null when it is not right now, nor half a minute ago or ahead. */
export async function stepOf(secret: string, code: string, now: Date): Promise<number | null> {
  const digits = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token: digits, epoch, epochTolerance: CLOCK_DRIFT_S });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}
