const TICK_MS = 10;
const SLOTS = 1024;

/** Something that ends at a time. Entries are their own list nodes, so that none is allocated for the timer. */
export abstract class Timed {
  slot = -1;
  dueTick = 0;
  before: Timed | undefined;
  after: Timed | undefined;
  abstract onTime(): void;
}

/** One coarse timer for all waits: entries stand in slots by due time. It never keeps the process alive, and stops when idle. */
export class Deadlines {
  readonly #slots: (Timed | undefined)[] = Array.from({ length: SLOTS });
  #timer: NodeJS.Timeout | undefined;
  #tick = 0;
  #count = 0;

  add(entry: Timed, ms: number): void {
    if (this.#timer === undefined) {
      this.#tick = Math.floor(performance.now() / TICK_MS);
      this.#timer = setInterval(() => this.#advance(), TICK_MS).unref();
    }
    const due = Math.ceil((performance.now() + Math.max(0, ms)) / TICK_MS);
    entry.dueTick = Math.max(due, this.#tick + 1);
    entry.slot = entry.dueTick % SLOTS;
    const head = this.#slots[entry.slot];
    entry.before = undefined;
    entry.after = head;
    if (head !== undefined) {
      head.before = entry;
    }
    this.#slots[entry.slot] = entry;
    this.#count += 1;
  }

  remove(entry: Timed): void {
    if (entry.slot === -1) {
      return;
    }
    if (entry.before === undefined) {
      this.#slots[entry.slot] = entry.after;
    } else {
      entry.before.after = entry.after;
    }
    if (entry.after !== undefined) {
      entry.after.before = entry.before;
    }
    entry.slot = -1;
    entry.before = undefined;
    entry.after = undefined;
    this.#count -= 1;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #advance(): void {
    const now = Math.floor(performance.now() / TICK_MS);
    // A process that was asleep longer than the wheel is long looks at each slot once.
    this.#tick = Math.max(this.#tick, now - SLOTS);
    while (this.#tick < now) {
      this.#tick += 1;
      this.#expire(this.#tick % SLOTS, now);
    }
    if (this.#count === 0) {
      this.stop();
    }
  }

  #expire(slot: number, now: number): void {
    const due: Timed[] = [];
    for (let entry = this.#slots[slot]; entry !== undefined; entry = entry.after) {
      if (entry.dueTick <= now) {
        due.push(entry);
      }
    }
    for (const entry of due) {
      if (entry.slot !== -1) {
        this.remove(entry);
        entry.onTime();
      }
    }
  }
}
