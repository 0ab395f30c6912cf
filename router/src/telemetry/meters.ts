import type { Metric, Registry } from 'prom-client';

/** More combinations of labels than any graph has: what comes after them is counted as "other". */
const MAX_SERIES = 500;

export interface FamilyOptions {
  readonly name: string;
  readonly help: string;
  /** One or two, or none. */
  readonly labels?: readonly string[];
}

interface Sample {
  readonly metricName?: string;
  readonly labels: Record<string, string | number>;
  readonly value: number;
}

/**
 * The series of one metric, found by label values without an object a call: prom-client spends microseconds on that.
 * It renders them, and sums them over processes, as its own.
 */
abstract class Family<Series> {
  readonly name: string;
  readonly help: string;
  readonly aggregator = 'sum';
  abstract readonly type: string;
  readonly #labels: readonly string[];
  readonly #series = new Map<string, Map<string, Series>>();
  #count = 0;

  constructor(registry: Registry, { name, help, labels = [] }: FamilyOptions) {
    this.name = name;
    this.help = help;
    this.#labels = labels;
    registry.registerMetric(this as unknown as Metric);
  }

  /** The series of these label values, to be kept by who counts often. */
  of(first = '', second = ''): Series {
    return this.#series.get(first)?.get(second) ?? this.#add(first, second);
  }

  get(): Promise<object> {
    const { name, help, type, aggregator } = this;
    const values: Sample[] = [];
    for (const [first, inner] of this.#series) {
      for (const [second, series] of inner) {
        values.push(...this.sample(series, this.#describe(first, second)));
      }
    }
    return Promise.resolve({ name, help, type, aggregator, values });
  }

  protected abstract create(): Series;
  protected abstract sample(series: Series, labels: Record<string, string>): Sample[];

  #add(first: string, second: string): Series {
    if (this.#count >= MAX_SERIES && first !== 'other') {
      return this.of('other', second === '' ? '' : 'other');
    }
    this.#count += 1;
    const series = this.create();
    const inner = this.#series.get(first) ?? new Map<string, Series>();
    inner.set(second, series);
    this.#series.set(first, inner);
    return series;
  }

  #describe(first: string, second: string): Record<string, string> {
    const [one, two] = this.#labels;
    return {
      ...(one !== undefined && { [one]: first }),
      ...(two !== undefined && { [two]: second }),
    };
  }
}

/** A number that goes up, or up and down: a field to be written. */
export interface NumberSeries {
  value: number;
}

export class NumberFamily extends Family<NumberSeries> {
  readonly type: 'counter' | 'gauge';

  constructor(registry: Registry, options: FamilyOptions & { readonly type: 'counter' | 'gauge' }) {
    super(registry, options);
    this.type = options.type;
  }

  protected create(): NumberSeries {
    return { value: 0 };
  }

  protected sample({ value }: NumberSeries, labels: Record<string, string>): Sample[] {
    return [{ labels, value }];
  }
}

const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

export class DurationSeries {
  /** By bucket, each without those below it; the last one has what is slower than every bound. */
  readonly counts = new Float64Array(BOUNDS.length + 1);
  sum = 0;

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? 0)) {
      bucket += 1;
    }
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += seconds;
  }
}

export class DurationFamily extends Family<DurationSeries> {
  readonly type = 'histogram';

  protected create(): DurationSeries {
    return new DurationSeries();
  }

  protected sample({ counts, sum }: DurationSeries, labels: Record<string, string>): Sample[] {
    let count = 0;
    const buckets = Array.from(counts, (inBucket, at): Sample => {
      count += inBucket;
      const le = BOUNDS[at] ?? '+Inf';
      return { metricName: `${this.name}_bucket`, labels: { le, ...labels }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: sum },
      { metricName: `${this.name}_count`, labels, value: count },
    ];
  }
}
