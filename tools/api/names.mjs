// A plugin of TypeDoc: modules have the names by which they are imported, not those of their files.
import { Converter } from "typedoc";

export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? [])
      module.name = module.name
        .replace("packages/logs/dist", "bandwidth-callbacks-logs")
        .replace(/^pkg(?=\/|$)/, "bandwidth-callbacks");
  });
}
