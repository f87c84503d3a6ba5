// How the text is colored: JSON by its syntax; of anything else only the names, as digits in it are seldom numbers.

import { json } from "@codemirror/lang-json";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, MatchDecorator, type EditorView, ViewPlugin } from "@codemirror/view";

/** A quoted name before a colon or an arrow, as in a Python dict, a Ruby hash, or the body of a request. */
const names = new MatchDecorator({
  regexp: /(?:"[\w-]+"|'[\w-]+')(?=\s*(?::|=>))/g,
  decoration: Decoration.mark({ class: "name" }),
});

const onlyNames = ViewPlugin.define(
  (view: EditorView) => {
    let decorations: DecorationSet = names.createDeco(view);
    return {
      get decorations() {
        return decorations;
      },
      update: (update) => (decorations = names.updateDeco(update, decorations)),
    };
  },
  { decorations: (value) => value.decorations },
);

const isJson = (start: string) => /^\s*[[{][\s[{]*(?:"|\]|\}|$)/.test(start);
const START = 400;

/** The language of the text, which follows what it begins with. */
export function language(): Extension {
  const part = new Compartment();
  const [asJson, asText] = [json(), onlyNames];
  return [
    part.of(asText),
    EditorState.transactionExtender.of((transaction) => {
      if (!transaction.docChanged) return null;
      const wanted = isJson(transaction.newDoc.sliceString(0, START)) ? asJson : asText;
      return part.get(transaction.startState) === wanted ? null : { effects: part.reconfigure(wanted) };
    }),
  ];
}
