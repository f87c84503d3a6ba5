/** Builds JavaScript values from a tape: what `JSON.parse` would give, with the edits that the checker chose. */
import { TOKEN } from "./generated/layout.js";

const enum Kind {
  Null,
  False,
  True,
  Number,
  Text,
  List,
  Object,
}

const enum Edit {
  None,
  Wrap,
  Unwrap,
  Number,
  Quote,
  Drop,
}

/** The text has a backslash escape. */
const ESCAPED = 1;

export class Values {
  /** `words` holds the tokens from `base` on; `text` is what their places refer to. */
  constructor(
    private readonly words: Int32Array,
    private readonly base: number,
    private readonly text: string,
  ) {}

  /** The value as it stands in the text. */
  asSent(token: number): unknown {
    return this.plain(token, false);
  }

  /** The value as its event documents it. */
  edited(token: number): unknown {
    switch (this.what(token) >>> 16) {
      case Edit.Wrap:
        return [this.plain(token, true)];
      case Edit.Unwrap:
        return this.edited(token + 1);
      case Edit.Number:
        return Number(this.plain(token, true));
      case Edit.Quote:
        return this.raw(token);
      default:
        return this.plain(token, true);
    }
  }

  private what(token: number): number {
    return this.words[this.base + token * TOKEN + 3]!;
  }

  private next(token: number): number {
    return this.words[this.base + token * TOKEN + 2]!;
  }

  private raw(token: number): string {
    const at = this.base + token * TOKEN;
    return this.text.slice(this.words[at]!, this.words[at + 1]!);
  }

  private string(token: number): string {
    const raw = this.raw(token);
    return (this.what(token) >>> 8) & ESCAPED ? (JSON.parse(raw) as string) : raw.slice(1, -1);
  }

  private plain(token: number, edited: boolean): unknown {
    switch ((this.what(token) & 0xff) as Kind) {
      case Kind.Null:
        return null;
      case Kind.False:
        return false;
      case Kind.True:
        return true;
      case Kind.Number:
        return Number(this.raw(token));
      case Kind.Text:
        return this.string(token);
      case Kind.List: {
        const list = [];
        const end = this.next(token);
        for (let at = token + 1; at < end; at = this.next(at)) list.push(edited ? this.edited(at) : this.plain(at, false));
        return list;
      }
      case Kind.Object:
        return this.object(token, edited);
    }
  }

  private object(token: number, edited: boolean): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const end = this.next(token);
    for (let key = token + 1; key < end; key = this.next(key + 1)) {
      const value = key + 1;
      const name = this.string(key);
      if (edited && this.what(value) >>> 16 === Edit.Drop) {
        delete object[name]; // an earlier value of the same key does not count
        continue;
      }
      const content = edited ? this.edited(value) : this.plain(value, false);
      // An assignment to `__proto__` would set the prototype, and one to a name that a frozen prototype has would fail.
      if (name in Object.prototype) {
        Object.defineProperty(object, name, { value: content, writable: true, enumerable: true, configurable: true });
      } else {
        object[name] = content;
      }
    }
    return object;
  }
}
