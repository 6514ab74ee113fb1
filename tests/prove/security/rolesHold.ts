import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import type { ConsoleRoute } from "../../../server/console/consoleRoute.ts";
import {
  addressOf,
  allowed,
  type ConsoleWorld,
  consoleOptions,
  consoleWorld,
  type Visitor,
  visitors,
} from "../../server/consoleWorld.ts";
import type { Proof } from "../proof.ts";

/** Every route of the console, every kind of visitor, one's own study, another's and one that is not there. */
export const rolesHold: Proof = {
  id: "E1",
  promise: "Nobody reaches what their role does not open, and another's study looks like one that is not there.",
  async run({ scale }) {
    const world = await consoleWorld();
    const wrong: string[] = [];
    let cells = 0;
    for (const route of consoleRoutes(world.opened.store, consoleOptions)) {
      for (const visitor of visitors) {
        for (const id of route.path.includes(":studyId") ? [world.study, "absent"] : [""]) {
          cells += 1;
          const fault = await cellFault(world, route, { visitor, id });
          if (fault) wrong.push(fault);
        }
      }
    }
    const different = await differences(world);
    const timing = await timingAuc(world, scale === "short" ? 60 : 1000);
    await world.remove();
    return {
      isMet: wrong.length === 0 && different === 0 && cells > 300,
      figures: {
        ...{ cells, wrong: wrong.length, firstWrong: wrong[0] ?? "none", foreignUnlikeAbsent: different },
        aucOfTimeForeignOverAbsent: timing.toFixed(2),
      },
    };
  },
};

type Cell = { readonly visitor: Visitor; readonly id: string };

async function cellFault({ server, cookies }: ConsoleWorld, route: ConsoleRoute, { visitor, id }: Cell) {
  const response = await fetch(`${server.consoleOrigin}${addressOf(route.path, id)}`, {
    method: route.method.toUpperCase(),
    redirect: "manual",
    // Another origin's form: whoever may use the route is then refused for that, so that nothing is changed.
    headers: { cookie: cookies.get(visitor) ?? "", "sec-fetch-site": "cross-site" },
  });
  const text = await response.text();
  const is = response.headers.get("location") === "/sign-in" ? 401 : response.status;
  const mayUse = allowed[route.access].includes(visitor) && id !== "absent";
  const isForm = is === 403 && text.includes("This form did not come from");
  const wanted = wantedStatus(route.access, visitor, id);
  const isRight = mayUse ? isForm || is < 400 || is === 404 : is === wanted && !isForm;
  return isRight ? undefined : `${route.method} ${route.path} as ${visitor} on "${id}": ${is}, expected ${wanted}`;
}

function wantedStatus(access: string, visitor: Visitor, id: string): number {
  if (visitor === "nobody" || visitor === "participant") return 401;
  if (access.startsWith("study:") && (visitor === "stranger" || id === "absent")) return 404;
  return 403;
}

/** On how many addresses another's study answers otherwise than one that is not there. */
async function differences({ server, cookies, opened, study }: ConsoleWorld): Promise<number> {
  const headers = { cookie: cookies.get("stranger") ?? "" };
  const paths = consoleRoutes(opened.store, consoleOptions)
    .filter(({ method, path }) => method === "get" && path.includes(":studyId"))
    .map(({ path }) => path);
  let different = 0;
  for (const path of paths) {
    const address = addressOf(path, ":id");
    const ask = async (id: string) => {
      const response = await fetch(`${server.consoleOrigin}${address.replace(":id", id)}`, { headers });
      const text = (await response.text()).replaceAll(id, "");
      const kept = [...response.headers].filter(([name]) => name !== "date" && name !== "content-length");
      return JSON.stringify([response.status, kept, text]);
    };
    if ((await ask(study)) !== (await ask("absent"))) different += 1;
  }
  return different;
}

/** How often another's study takes longer to refuse than one that is not there; .5 is no difference. */
async function timingAuc({ server, cookies, study }: ConsoleWorld, tries: number): Promise<number> {
  const headers = { cookie: cookies.get("stranger") ?? "" };
  const taken = async (id: string) => {
    const from = performance.now();
    await (await fetch(`${server.consoleOrigin}/studies/${id}`, { headers })).arrayBuffer();
    return performance.now() - from;
  };
  let longer = 0;
  for (let turn = 0; turn < tries; turn += 1) {
    const [first, second] = turn % 2 === 0 ? [study, "absent-brand"] : ["absent-brand", study];
    const [one, other] = [await taken(first), await taken(second)];
    if ((turn % 2 === 0 ? one - other : other - one) > 0) longer += 1;
  }
  return longer / tries;
}
