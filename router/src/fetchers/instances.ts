import { Instance, type InstanceOptions } from './instance.ts';

/** The instances of one subgraph, which come and go. */
export class Instances {
  readonly #options: InstanceOptions;
  readonly #leaving = new Set<Instance>();
  #current: readonly Instance[];

  constructor(urls: readonly string[], options: InstanceOptions) {
    this.#options = options;
    this.#current = urls.map((url) => new Instance(url, options));
  }

  get current(): readonly Instance[] {
    return this.#current;
  }

  /** Those that stay keep their connections and what is known of them. Those that leave finish what they carry. */
  replace(urls: readonly string[]): void {
    const known = new Map(this.#current.map((instance) => [instance.url, instance]));
    this.#current = [...new Set(urls)].map(
      (url) => known.get(url) ?? new Instance(url, this.#options),
    );
    for (const instance of known.values()) {
      if (!this.#current.includes(instance)) {
        this.#leave(instance);
      }
    }
  }

  async close(): Promise<void> {
    const all = [...this.#current, ...this.#leaving];
    await Promise.all(all.map(({ pool }) => pool.destroy()));
  }

  #leave(instance: Instance): void {
    this.#leaving.add(instance);
    void instance.pool.close().finally(() => this.#leaving.delete(instance));
  }
}
