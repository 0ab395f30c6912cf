/**
 * The first `count` of all items in order, without sorting the rest: a page costs one look at each item,
 * whichever page it is. `compare` must be a total order.
 */
export function selectTop<Item>(
  items: Iterable<Item>,
  count: number,
  compare: (one: Item, other: Item) => number,
): Item[] {
  const heap: Item[] = [];
  for (const item of items) {
    if (heap.length < count) {
      heap.push(item);
      siftUp(heap, compare);
    } else if (compare(item, heap[0] as Item) < 0) {
      heap[0] = item;
      siftDown(heap, compare);
    }
  }
  return heap.toSorted(compare);
}

type Compare<Item> = (one: Item, other: Item) => number;

/** The last in order is on top. */
function siftUp<Item>(heap: Item[], compare: Compare<Item>): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (compare(heap[child] as Item, heap[parent] as Item) <= 0) {
      return;
    }
    swap(heap, child, parent);
    child = parent;
  }
}

function siftDown<Item>(heap: Item[], compare: Compare<Item>): void {
  let parent = 0;
  for (;;) {
    let last = parent;
    for (const child of [2 * parent + 1, 2 * parent + 2]) {
      if (child < heap.length && compare(heap[child] as Item, heap[last] as Item) > 0) {
        last = child;
      }
    }
    if (last === parent) {
      return;
    }
    swap(heap, parent, last);
    parent = last;
  }
}

function swap(heap: unknown[], one: number, other: number): void {
  const item = heap[one];
  heap[one] = heap[other];
  heap[other] = item;
}
