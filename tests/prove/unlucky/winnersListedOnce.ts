import { writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { runFulfil } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { type Json, join, type Person } from "../../server/client.ts";
import { choiceTrials } from "../../server/draws/world.ts";
import type { Proof } from "../proof.ts";
import { inScratch } from "../support/scratch.ts";
import { pause } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

const STUDY = `saydo: 1
id: tea
title: Tea
languages: [en]
researcher: { name: Ada }
products: [{ id: oolo, name: Oolo }, { id: pekka, name: Pekka }]
consent: { version: "1", contact: ada@example.org, ask: [linkPurchases], text: Take part? Chance decides who wins. }
recruitment: { source: open, panelParameter: pid }
flow:
  - part: stated
    measures: [{ measure: purchaseIntent, product: oolo }]
  - part: behavioural
    measures:
      - { measure: realChoice, stakes: real, oneIn: 2, endowment: { amount: 5, currency: EUR }, sets: { count: 3, repeats: 0 } }
outcome: { product: oolo, toDays: 28 }
analysis: { outcome: bought, stated: [purchase_intent], implicit: [] }
`;

type Drawing = { readonly person: Person; readonly answers: Json[] };

/** Servers that are killed while people draw: every winner once, none twice, and nobody answers after seeing the result. */
export const winnersListedOnce: Proof = {
  id: "I9",
  promise:
    "However a server dies during draws, each winner stands on one list once, and no choice is taken after its draw.",
  async run({ seed, scale }) {
    const kills = Number(process.env["SAYDO_KILLS"] ?? (scale === "short" ? 2 : 200));
    return await inScratch(async (folder) => {
      const [studyFile, data] = [path(folder, "study.yaml"), path(folder, "store")];
      writeFileSync(studyFile, STUDY);
      const { study } = await loadStudy(studyFile);
      const { uniform } = randomStream(seed);
      const server = await supervise({ place: { data }, studyFile });
      const drawings: Drawing[] = [];
      let late = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        const people: Person[] = [];
        for (let one = 0; one < 4; one += 1) {
          const person = await join(server.origin, { study: "tea", panelId: `p${kill}-${one}` });
          await person.send(choiceTrials(study, person));
          people.push(person);
        }
        const dying = pause(uniform() * 12).then(() => server.kill());
        const drawn = people.map(async (person) => {
          const answers = [await drawUntilAnswered(person)];
          await dying;
          answers.push(await drawUntilAnswered(person));
          return { person, answers };
        });
        drawings.push(...(await Promise.all(drawn)));
        for (const { person } of drawings.slice(-4)) {
          const again = choiceTrials(study, person, { from: 4, take: () => null });
          const { body } = await person.send(again);
          late += body.results.filter(({ status }: Json) => status !== "invalid").length;
        }
      }
      await server.stop();
      const found = await judged({ data, folder, drawings });
      const { isMet, ...figures } = found;
      return { isMet: isMet && late === 0, figures: { kills, ...figures, choicesTakenAfterTheDraw: late } };
    });
  },
};

async function drawUntilAnswered(person: Person): Promise<Json> {
  for (;;) {
    const reply = await person.post("draws/realChoice", {}).catch(() => null);
    if (reply?.status === 200) return reply.body;
    await pause(20);
  }
}

type Judging = { readonly data: string; readonly folder: string; readonly drawings: readonly Drawing[] };

async function judged({ data, folder, drawings }: Judging) {
  const changed = drawings.filter(({ answers: [first, second] }) => JSON.stringify(first) !== JSON.stringify(second));
  const winners = drawings.filter(({ answers }) => answers[0].wins);
  const rows = await withStore({ data }, ({ context }) =>
    context.database.query.selectFrom("winnings").selectAll().execute(),
  );
  const owed = new Map<string, number>();
  for (const { session_id: id } of rows) owed.set(id ?? "", (owed.get(id ?? "") ?? 0) + 1);
  const missing = winners.filter(({ person }) => owed.get(person.sessionId) !== 1).length;
  const extra = rows.length - winners.length;
  const list = { data, study: "tea", recipient: "The shop" };
  const first = await runFulfil({ ...list, out: path(folder, "one.csv") });
  const second = await runFulfil({ ...list, out: path(folder, "two.csv") });
  return {
    isMet: changed.length + missing + extra === 0 && first?.winners === winners.length && second === null,
    draws: drawings.length,
    winners: winners.length,
    answersThatChanged: changed.length,
    winnersNotOwedOnce: missing,
    owedWithoutAWin: extra,
    onTheFirstList: first?.winners ?? 0,
    onTheSecondList: second?.winners ?? 0,
  };
}
