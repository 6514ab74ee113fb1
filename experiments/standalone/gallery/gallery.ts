import { measureNamed } from "../../measures/registry.ts";
import { askedIn } from "./asked.ts";
import { listPage } from "./listPage.ts";
import { playPage } from "./playPage.ts";

/** One page with every measure; `?measure=iat&language=nl&length=full` opens one. */
async function open(): Promise<void> {
  const place = document.getElementById("gallery");
  if (!place) throw new RangeError("the gallery needs an element with the id gallery");
  const asked = askedIn(location.search);
  const isKnown = asked.measure !== null && measureNamed(asked.measure) !== undefined;
  if (isKnown) await playPage(place, asked);
  else place.replaceChildren(listPage(asked));
}

void open();
