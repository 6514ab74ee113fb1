import { sql } from "kysely";
import { call, trial } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, filesIn, newCanary } from "../support/canaries.ts";
import { served } from "../support/served.ts";

const study = "coffee-brands";
const addresses = ["203.0.113.77", "2001:db8:cafe::77"];
/** Columns by whose name one would know a network address or a device. */
const telling = /\b(ip|address|agent|referr?er|fingerprint|device_id|mac|geo|latitude|host)\b/;

/** A default server, and people who bring along everything that a browser and a proxy say about them. */
export const noAddressIsStored: Proof = {
  id: "F5",
  promise:
    "No address, user agent, referrer or cookie of a participant is stored, and no panel id stands in the clear.",
  async run({ scale }) {
    const people = scale === "short" ? 20 : 100;
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const canaries = { agent: newCanary(), referrer: newCanary(), cookie: newCanary(), language: newCanary() };
    const headers = {
      "user-agent": `Mozilla/5.0 (X11; ${canaries.agent}) Chrome/120.0.6099.109 Safari/537.36`,
      referer: `https://panel.example/${canaries.referrer}`,
      cookie: `tracking=${canaries.cookie}`,
      "accept-language": `nl-${canaries.language}`,
      "x-forwarded-for": addresses.join(", "),
      "x-real-ip": addresses[0] ?? "",
      forwarded: `for="[${addresses[1]}]"`,
    };
    const panelIds = Array.from({ length: people }, newCanary);
    for (const panelId of panelIds) {
      const { body } = await call(place.origin, "/api/v1/sessions", { body: { study, panelId }, headers });
      const at = `/api/v1/sessions/${body.sessionId}`;
      const consent = { consentHash: body.consentHash, language: "en", purposes: { takePart: true } };
      await call(place.origin, `${at}/consent`, { body: consent, token: body.token, headers });
      await call(place.origin, `${at}/trials`, { body: { trials: [trial(0)] }, token: body.token, headers });
      await call(place.origin, `${at}/finish`, { body: { trialCount: 1 }, token: body.token, headers });
    }
    const files = filesIn(place.place.data ?? "");
    const stored = canariesIn(files, [...Object.values(canaries), ...addresses, "Chrome/120.0.6099.109"]);
    const inClear = canariesIn(files, panelIds).length;
    const columns = await place.look(({ context }) => columnNames(context.database.query));
    await place.remove();
    const suspects = columns.filter((name) => telling.test(name.replaceAll("_", " ")));
    return {
      isMet: stored.length + inClear + suspects.length === 0 && columns.length > 50,
      figures: {
        ...{ people, columns: columns.length, tellingColumns: suspects.join(", ") || "none" },
        ...{ stored: stored.length, panelIdsInClear: inClear },
      },
    };
  },
};

async function columnNames(query: Parameters<ReturnType<typeof sql>["execute"]>[0]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select columns.name from sqlite_master as tables, pragma_table_info(tables.name) as columns
    where tables.type = 'table'`.execute(query);
  return rows.map(({ name }) => name);
}
