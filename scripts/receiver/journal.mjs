// What has arrived, for as long as there is room: the newest callbacks, and beside them the newest refusals, so that
// strangers who find the address push nothing out.

/** `mostBytes` bounds the callbacks together, as the stream has them. */
export function journal({ mostCallbacks = 500, mostRefused = 100, mostBytes = 32 << 20 } = {}) {
  /** Oldest first, in both. */
  const kinds = { callbacks: [], refused: [] };
  const listeners = new Set();
  let last = 0;
  let bytes = 0;

  const drop = (kind) => void (bytes -= kinds[kind].shift().text.length);
  const notify = () => listeners.forEach((listener) => listener());

  return {
    /** Ids start anew with each run, so this belongs to them. */
    session: Date.now().toString(36),
    add(arrival) {
      const kind = arrival.body === undefined ? "refused" : "callbacks";
      const text = JSON.stringify({ id: ++last, kind, ...arrival });
      kinds[kind].push({ id: last, text });
      bytes += text.length;
      while (kinds[kind].length > (kind === "refused" ? mostRefused : mostCallbacks)) drop(kind);
      while (bytes > mostBytes && kinds.callbacks.length > 1) drop("callbacks");
      notify();
    },
    clear() {
      Object.assign(kinds, { callbacks: [], refused: [] });
      bytes = 0;
      notify();
    },
    /** The first id that is kept of each kind: whatever came before is gone. */
    kept: () => ({ callbacks: kinds.callbacks[0]?.id ?? last + 1, refused: kinds.refused[0]?.id ?? last + 1 }),
    /** The arrival that follows an id, as text. */
    next(id) {
      const [one, other] = [kinds.callbacks, kinds.refused].map((list) => list.find((entry) => entry.id > id));
      if (one === undefined || other === undefined) return one ?? other;
      return one.id < other.id ? one : other;
    },
    /** Calls at each change, until the function it gives is called. */
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
