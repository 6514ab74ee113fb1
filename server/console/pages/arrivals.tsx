import type { VNode } from "preact";
import type { ArrivalCount, ArrivalEvent } from "../../store/store.ts";
import { Table, When } from "./layout.tsx";

/** What each event means, and what the researcher can do about it. */
const meanings: Readonly<Record<ArrivalEvent, string>> = {
  unfilledId:
    "Turned away: the link was not filled in, a placeholder stood where the participant's id should be. Look at the link you gave the panel.",
  missingId: "Turned away: the link had no participant's id. Look at the link you gave the panel.",
  takenId:
    "Turned away: somebody has taken part with this id or link already. They may have changed browser or device, or try others' ids.",
  oddId:
    "Let in under an id that ends in punctuation, which was perhaps copied along with the link: no purchase will match it.",
  quotaFull: "Turned away: the quota was full.",
  manyIds: "Slowed down: one address tried hundreds of ids without taking part.",
};

/** Who came to the study and got no session, or came oddly. Nothing when nobody did. */
export function Arrivals({ arrivals }: { readonly arrivals: readonly ArrivalCount[] }): VNode | null {
  if (arrivals.length === 0) return null;
  return (
    <>
      <h2>Arrivals to look at</h2>
      <Table
        columns={["What happened", "Times", "Last"]}
        numbers={[1]}
        empty=""
        rows={arrivals.map(({ what, people, lastAt }) => [meanings[what], people, <When at={lastAt} />])}
      />
    </>
  );
}
