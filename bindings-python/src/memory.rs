//! Columns of millions of rows in huge pages.
//!
//! A block that is fresh from the system costs a trap for each of its pages when it is first written; of a page of 4 KiB
//! that takes longer than deciding the thousand rows whose answers it holds. Linux gives pages of 2 MiB to whom asks, as
//! NumPy does for its arrays.

#![expect(unsafe_code, reason = "an allocator is unsafe by its nature")]

use std::alloc::{GlobalAlloc, Layout, System};

#[global_allocator]
static MEMORY: HugePages = HugePages;

/// The system's allocator, which asks for huge pages where a block has room for one.
struct HugePages;

const HUGE_PAGE: usize = 1 << 21;

impl HugePages {
    /// The same block where huge pages begin, if it has room for one.
    fn aligned(layout: Layout) -> Option<Layout> {
        if layout.size() < HUGE_PAGE { None } else { layout.align_to(HUGE_PAGE).ok() }
    }
}

// SAFETY: every block comes from `System` and goes back to it, with the layout that `aligned` gives both times.
unsafe impl GlobalAlloc for HugePages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(aligned) = Self::aligned(layout) else {
            // SAFETY: the caller's promise is passed on.
            return unsafe { System.alloc(layout) };
        };
        // SAFETY: the caller's promise holds for the larger alignment too.
        let block = unsafe { System.alloc(aligned) };
        if !block.is_null() {
            let whole = aligned.size() / HUGE_PAGE * HUGE_PAGE;
            // SAFETY: these pages are all of this block. It is advice: where it is not taken, nothing is lost.
            unsafe { libc::madvise(block.cast(), whole, libc::MADV_HUGEPAGE) };
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let layout = Self::aligned(layout).unwrap_or(layout);
        // SAFETY: the caller gives the layout that it gave to `alloc`, so this is the one that `System` was given.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if Self::aligned(layout).is_none() {
            // SAFETY: the caller's promise is passed on.
            return unsafe { System.alloc_zeroed(layout) };
        }
        // SAFETY: the caller's promise is passed on.
        let block = unsafe { self.alloc(layout) };
        if !block.is_null() {
            // SAFETY: the block is as long as the layout says.
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller makes sure that the new size, rounded up to the alignment, is one that a layout can have.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        if Self::aligned(layout).is_none() && Self::aligned(new_layout).is_none() {
            // SAFETY: `System` gave this block for this layout.
            return unsafe { System.realloc(block, layout, new_size) };
        }
        // SAFETY: the new size is not zero, which the caller makes sure of.
        let new_block = unsafe { self.alloc(new_layout) };
        if !new_block.is_null() {
            let kept = layout.size().min(new_size);
            // SAFETY: both blocks are at least so long, and different; the old one is the caller's to give back.
            unsafe {
                std::ptr::copy_nonoverlapping(block, new_block, kept);
                self.dealloc(block, layout);
            }
        }
        new_block
    }
}
