// What a peer may start from in one conversation: what its path and its level say, and the stored phrases.
import type { DeskConversation } from "../../contract";
import { withEmergency } from "../parts/country";
import type { Service } from "../service";
import { countryOf, lookingOf } from "../talk/looking";
import type { Phrasing } from "../talk/phrases";
import type { DeskSession } from "./session";

/** The sentences of the path, then those of the level. */
export function scriptOf({ path, script, country }: DeskConversation, service: Service): readonly string[] {
  const words = path === null ? undefined : service.paths[path];
  const own = words ? [...words.script.ask, ...words.script.validate, ...words.script.refer] : [];
  return [...own, ...script.map((sentence) => withEmergency(sentence, country))];
}

export function phrasingOf(conversation: DeskConversation, session: DeskSession, service: Service): Phrasing {
  const { language, topic } = conversation;
  const find: Phrasing["find"] = (asked) => session.link.ask("find_resources", asked);
  const country = countryOf(lookingOf(conversation));
  return { team: "peers", language, topic, country, now: scriptOf(conversation, service), find };
}
