//! Sorting: a heapsort, because it is small in a wasm module and has no bad inputs.

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
    use super::partial_sort;

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
            }
        }
    }
}
