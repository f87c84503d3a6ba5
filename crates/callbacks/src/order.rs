//! Sorting, small in a wasm module: a heapsort, which has no bad inputs, and one sort for lists of everything.

/// Keeps the smallest `most` items of a list, sorted. Not stable: equal items may swap.
///
/// Takes n log `most` steps, so that a million items are not sorted to get a thousand.
pub(crate) fn partial_sort<T>(list: &mut Vec<T>, most: usize, is_before: &dyn Fn(&T, &T) -> bool) {
    let most = most.min(list.len());
    let (kept, others) = list.split_at_mut(most);
    for root in (0..most / 2).rev() {
        sift(kept, root, is_before);
    }
    if most > 0 {
        for other in others {
            if is_before(other, &kept[0]) {
                std::mem::swap(other, &mut kept[0]);
                sift(kept, 0, is_before);
            }
        }
    }
    for end in (1..most).rev() {
        kept.swap(0, end);
        sift(&mut kept[..end], 0, is_before);
    }
    list.truncate(most);
}

/// Sorts a list, which may be sorted already. Not stable: equal items may swap.
pub(crate) fn sort<T>(list: &mut Vec<T>, is_before: &dyn Fn(&T, &T) -> bool) {
    // Each item moves back to its place; a long list that is not sorted is left to the heap.
    let is_short = list.len() <= SHORT;
    for at in 1..list.len() {
        let mut at = at;
        while at > 0 && is_before(&list[at], &list[at - 1]) {
            if !is_short {
                return partial_sort(list, usize::MAX, is_before);
            }
            list.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Lists of this length are sorted faster without a heap.
const SHORT: usize = 16;

/// Sorts a list by two numbers of each item; equal items stay in their order.
///
/// It sorts numbers for every type of item: a sort of its own for each type adds three kilobytes to a module.
pub(crate) fn sort_by_numbers<T>(list: &mut Vec<T>, numbers: impl Fn(&T) -> (usize, usize)) {
    if list.is_sorted_by_key(&numbers) {
        return;
    }
    let mut order: Vec<_> = list.iter().map(numbers).zip(0..).collect();
    order.sort_unstable();
    let mut items: Vec<_> = list.drain(..).map(Some).collect();
    list.extend(order.into_iter().filter_map(|(_, at): (_, usize)| items[at].take()));
}

/// Moves an item down the heap until no child is after it.
fn sift<T>(heap: &mut [T], mut root: usize, is_before: &dyn Fn(&T, &T) -> bool) {
    loop {
        let mut child = root * 2 + 1;
        if child >= heap.len() {
            return;
        }
        if child + 1 < heap.len() && is_before(&heap[child], &heap[child + 1]) {
            child += 1;
        }
        if !is_before(&heap[root], &heap[child]) {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::{partial_sort, sort, sort_by_numbers};

    #[test]
    fn any_list_and_any_number() {
        for length in 0..40u32 {
            for most in 0..=40 {
                let list: Vec<u32> = (0..length).map(|at| at.wrapping_mul(2_654_435_761) >> 27).collect();
                let (mut ours, mut theirs) = (list.clone(), list);
                partial_sort(&mut ours, most, &|one, other| one < other);
                theirs.sort_unstable();
                theirs.truncate(most);
                assert_eq!(ours, theirs);
                sort(&mut ours, &|one, other| one > other);
                theirs.reverse();
                assert_eq!(ours, theirs);
                sort(&mut ours, &|one, other| one > other);
                assert_eq!(ours, theirs);
            }
        }
    }

    #[test]
    fn equal_items_stay_in_their_order() {
        for length in 0..40_usize {
            let list: Vec<_> = (0..length).map(|at| ((at * 7) % 5, (at * 3) % 4, at)).collect();
            let (mut ours, mut theirs) = (list.clone(), list);
            sort_by_numbers(&mut ours, |(one, other, _)| (*one, *other));
            theirs.sort_by_key(|(one, other, _)| (*one, *other));
            assert_eq!(ours, theirs);
        }
    }
}
