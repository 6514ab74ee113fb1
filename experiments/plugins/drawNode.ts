import type { Drawn, Stakes } from "../contract/draw.ts";
import type { TimelineDraw, TimelineOptions } from "../contract/timeline.ts";
import { moneyText } from "../measures/stated/money.ts";
import { fillIn } from "../measures/stated/wording.ts";
import { StatementPlugin } from "./items/statement.ts";

type SayDraw = (
  key:
    | "continue"
    | "sealed"
    | "drawTitle"
    | "drawing"
    | "drawFailed"
    | "lost"
    | "winsProduct"
    | "winsMoney"
    | "code"
    | "openedSeal",
) => string;

type Telling = {
  readonly options: TimelineOptions<unknown>;
  readonly say: SayDraw;
  /** What the draw decided of this measure, such as "Choice 7 was drawn."; empty for nothing. */
  readonly decided: (drawn: Drawn) => string;
};

/** The last screen of paid choices: sends them, lets chance decide, and says what came of it. No screen where nothing is
 *  drawn. */
export function drawNodes({ options, say, decided }: Telling): readonly object[] {
  const { draw } = options;
  if (draw === undefined || options.person) return [];
  return [
    {
      type: StatementPlugin,
      title: say("drawTitle"),
      waiting: say("drawing"),
      paragraphs: async () => {
        const drawn = await draw.close();
        return drawn === null ? [say("drawFailed")] : told(drawn, { options, say, decided });
      },
      button: say("continue"),
      record_data: false,
    },
  ];
}

function told(drawn: Drawn, { options, say, decided }: Telling): readonly string[] {
  const { language, products } = options;
  const money = (amount: number) => moneyText(amount, { currency: drawn.endowment.currency, language });
  const nameOf = (item: string) => products.find(({ id }) => id === item)?.name ?? item;
  const product = drawn.gets
    .map(({ item, quantity }) => (quantity === 1 ? nameOf(item) : `${quantity} × ${nameOf(item)}`))
    .join(", ");
  const outcome = !drawn.wins ? "lost" : drawn.bought ? "winsProduct" : "winsMoney";
  const filled = fillIn(say(outcome), { product, price: money(drawn.pays), bonus: money(drawn.bonus) });
  return [
    decided(drawn),
    filled,
    ...(drawn.claimCode === null ? [] : [fillIn(say("code"), { code: drawn.claimCode })]),
    fillIn(say("openedSeal"), { secret: drawn.secret }),
  ].filter((sentence) => sentence !== "");
}

/** The sentence that shows the seal before the first choice; none where nothing is drawn. */
export function sealLines(say: SayDraw, draw: TimelineDraw | undefined): readonly string[] {
  if (draw === undefined) return [];
  const code = draw.commitment
    .slice(0, 32)
    .toUpperCase()
    .replaceAll(/(.{4})(?=.)/g, "$1-");
  return [fillIn(say("sealed"), { code })];
}

/** Gives out commitment and nonce for the first trial that a page records, and null for every other. */
export function drawnOnce(draw: TimelineDraw | undefined, stakes: Stakes) {
  let isFirst = true;
  return () => {
    const given = isFirst && draw !== undefined;
    isFirst = false;
    return { stakes, commitment: given ? draw.commitment : null, nonce: given ? draw.nonce : null };
  };
}

/** Throws RangeError where a study promises something and no server is there that could draw. */
export function refuseWithoutDraw({ draw, instance }: TimelineOptions<unknown>, lottery: object | null): void {
  if (lottery === null || draw !== undefined) return;
  throw new RangeError(`${instance} promises people something, which takes Saydo's server; leave out "endowment" here`);
}
