// The editor, with problems underlined. It is in a shadow root: it creates style sheets at run time, which the page's
// policy forbids in the document, but a shadow root can adopt them.

import { defaultKeymap, history, historyKeymap, isolateHistory, undo, undoDepth } from "@codemirror/commands";
import { bracketMatching, foldGutter, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import {
  type Diagnostic as Mark,
  lintGutter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
} from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { language } from "./language";
import { isWhole, problems } from "./problems";
import type { Reading } from "./reading";

export interface Editor {
  text(): string;
  /** Sets the text as one step that can be undone. */
  replace(text: string): void;
  /** Underlines the problems of a reading. */
  mark(reading: Reading | undefined): void;
  /** Moves the caret to a place, and with `focus` also the focus. */
  reveal(start: number, end: number, focus: boolean): void;
  focus(): void;
  canUndo(): boolean;
  /** Takes the last change back; false if there is none. */
  undo(): boolean;
  /** Moves to the next problem, or the previous one. */
  problem(isNext: boolean): void;
  /** Whether the text is shown here. */
  isUsed(): boolean;
}

interface Listeners {
  onChange(text: string): void;
  /** The position of the caret, in UTF-16 code units. */
  onCaret(at: number): void;
}

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "var(--small)", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--payload)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.75rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 24%, transparent) !important",
  },
  ".name": { color: "var(--accent)" },
  ".cm-placeholder": { color: "var(--quiet)", whiteSpace: "pre-wrap" },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    maxWidth: "min(36rem, calc(var(--pane, 100vw) - 2rem))",
  },
  ".cm-diagnostic": {
    fontFamily: "var(--words)",
    fontSize: "var(--small)",
    padding: "0.375rem 0.625rem",
    borderLeftWidth: "3px",
  },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info, .cm-diagnostic-hint": { borderLeftColor: "var(--info)" },
  ".cm-lintRange": {
    backgroundImage: "none",
    textDecorationLine: "underline",
    textDecorationThickness: "2px",
    textUnderlineOffset: "3px",
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-error": { textDecorationColor: "var(--error)", textDecorationStyle: "wavy" },
  ".cm-lintRange-warning": { textDecorationColor: "var(--warning)", textDecorationStyle: "dashed" },
  ".cm-lintRange-info": { textDecorationColor: "var(--info)", textDecorationStyle: "dotted" },
  ".cm-lintRange-hint": { textDecorationColor: "var(--accent)", textDecorationStyle: "double" },
  ".cm-lintPoint:after": { borderBottomColor: "var(--accent)" },
  ".cm-lint-marker": { width: "0.9em", height: "1em", content: "none" },
  ".cm-lint-marker:after": { fontSize: "0.9em", lineHeight: "1.4" },
  ".cm-lint-marker-error:after": { content: '"●"', color: "var(--error)" },
  ".cm-lint-marker-warning:after": { content: '"▲"', color: "var(--warning)" },
  ".cm-lint-marker-info:after": { content: '"○"', color: "var(--info)" },
  ".cm-lint-marker-hint:after": { content: '"✎"', color: "var(--accent)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--accent) 14%, transparent)" },
  ".cm-panels": { backgroundColor: "var(--ground)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-textfield": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--ground)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
  },
});

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: tags.string, color: "var(--ink)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--good)" },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: "var(--quiet)" },
]);

export function editor(host: HTMLElement, { onChange, onCaret }: Listeners): Editor {
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const view = new EditorView({
    parent: root as unknown as Element,
    root,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        bracketMatching(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        // Tooltips stay over the editor, and do not cover the explanation next to it.
        tooltips({ tooltipSpace: (view) => view.dom.getBoundingClientRect() }),
        EditorView.lineWrapping,
        language(),
        syntaxHighlighting(colors),
        look,
        placeholder("Paste a webhook here, or drop a file."),
        EditorView.contentAttributes.of({
          "aria-label": "Payload",
          tabindex: "0",
          spellcheck: "false",
          autocorrect: "off",
          autocapitalize: "off",
        }),
        // Tab leaves the editor, so that it is a single stop for the keyboard.
        keymap.of([
          { key: "F8", run: nextDiagnostic },
          { key: "Shift-F8", run: previousDiagnostic },
          ...searchKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
          else if (update.selectionSet) onCaret(update.state.selection.main.head);
        }),
      ],
    }),
  });
  new ResizeObserver(() => host.style.setProperty("--pane", `${host.clientWidth}px`)).observe(host);
  return {
    text: () => view.state.doc.toString(),
    replace: (text) =>
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
        annotations: isolateHistory.of("full"),
      }),
    mark: (reading) =>
      view.dispatch(setDiagnostics(view.state, reading === undefined ? [] : marks(reading, view.state.doc.length))),
    reveal: (start, end, focus) => {
      const within = (at: number) => Math.min(at, view.state.doc.length);
      view.dispatch({
        selection: EditorSelection.single(within(end), within(start)),
        effects: EditorView.scrollIntoView(within(start), { y: "center" }),
      });
      if (focus) view.focus();
    },
    focus: () => view.focus(),
    canUndo: () => undoDepth(view.state) > 0,
    undo: () => undo(view),
    problem: (isNext) => {
      (isNext ? nextDiagnostic : previousDiagnostic)(view);
      view.focus();
    },
    isUsed: () => true,
  };
}

/** The problems of a text; for a repaired one the changes, because its problems are in the repaired text. */
function marks(reading: Reading, length: number): Mark[] {
  const { repairs } = reading.report;
  const within = (at: number) => Math.min(at, length);
  const words = (text: string) => text.replaceAll("`", "");
  if (repairs.length > 0) {
    const places = repairs.flatMap(({ message, places }) => places.map(({ span }) => ({ message, span })));
    return places.map(({ message, span }) => ({
      from: within(span.start),
      to: within(span.end - span.start > MAX_MARK ? span.start + 1 : span.end),
      severity: "hint",
      message: words(message),
    }));
  }
  return problems(reading)
    .filter(({ span }) => span !== undefined)
    .map(({ severity, path, message, help, cause, span }) => ({
      from: within(span?.start ?? 0),
      // Only the start of a whole element is marked; otherwise everything would be.
      to: within(isWhole(path) ? (span?.start ?? 0) + 1 : (span?.end ?? 0)),
      severity,
      message: words([message, help, cause && `Likely cause: ${cause}`].filter(Boolean).join("\n")),
    }));
}

/** Only the start of a longer change is marked. */
const MAX_MARK = 400;
