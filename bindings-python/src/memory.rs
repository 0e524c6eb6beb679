//! Columns of millions of rows in huge pages, and in blocks that are used again.
//!
//! A block that is fresh from the system costs a trap for each of its pages when it is first written; of a page of 4 KiB
//! that takes longer than deciding the thousand rows whose answers it holds. Linux gives pages of 2 MiB to whom asks, as
//! NumPy does for its arrays. What was given back is kept for the next table, as the allocators of other libraries of
//! columns do; the system may take it at any time (`MADV_FREE`).

#![expect(unsafe_code, reason = "an allocator is unsafe by its nature")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;

#[global_allocator]
static MEMORY: Columns = Columns;

static KEPT: Mutex<Kept> = Mutex::new(Kept { blocks: [const { None }; BLOCKS], oldest: 0, bytes: 0 });

/// The system's allocator, which asks for huge pages where a block has room for one, and keeps what has room for a column.
struct Columns;

const HUGE_PAGE: usize = 1 << 21;

/// No system has larger pages unless it is asked for them.
const PAGE: usize = 1 << 16;

/// The smallest block that is kept: a narrow column of the answer to a piece of a table.
const COLUMN: usize = 1 << 18;

/// So many blocks are kept at most, and so many bytes.
const BLOCKS: usize = 512;
const BYTES: usize = 1 << 28;

/// Blocks that were given back, the oldest first: a ring.
struct Kept {
    blocks: [Option<Block>; BLOCKS],
    oldest: usize,
    bytes: usize,
}

/// Memory of the system that nobody uses; where it has room for a huge page, one begins it.
struct Block {
    start: *mut u8,
    layout: Layout,
}

// SAFETY: nobody else has the block.
unsafe impl Send for Block {}

impl Block {
    /// Tells the system that nobody reads this block before it is written again.
    fn advise(&self, advice: i32) {
        let before = self.start.align_offset(PAGE).min(self.layout.size());
        let whole = (self.layout.size() - before) / PAGE * PAGE;
        // SAFETY: these pages are all of this block.
        unsafe { libc::madvise(self.start.wrapping_add(before).cast(), whole, advice) };
    }

    fn free(self) {
        let layout = Columns::aligned(self.layout).unwrap_or(self.layout);
        // SAFETY: this is the layout for which `System` gave the block.
        unsafe { System.dealloc(self.start, layout) }
    }
}

impl Kept {
    fn take(&mut self, layout: Layout) -> Option<*mut u8> {
        let fits = |slot: &&mut Option<Block>| slot.as_ref().is_some_and(|block| block.layout == layout);
        let block = self.blocks.iter_mut().find(fits)?.take()?;
        self.bytes -= layout.size();
        Some(block.start)
    }

    /// Keeps a block of at most [`BYTES`]; the oldest make room.
    fn put(&mut self, block: Block) {
        loop {
            let Some(slot) = self.blocks.get_mut(self.oldest) else { return };
            if let Some(oldest) = slot.take() {
                self.bytes -= oldest.layout.size();
                // What the system's allocator keeps for itself has no memory behind it.
                oldest.advise(libc::MADV_DONTNEED);
                oldest.free();
            }
            self.oldest = (self.oldest + 1) % BLOCKS;
            if self.bytes + block.layout.size() <= BYTES {
                self.bytes += block.layout.size();
                *slot = Some(block);
                return;
            }
        }
    }
}

impl Columns {
    /// The same block where huge pages begin, if it has room for one.
    fn aligned(layout: Layout) -> Option<Layout> {
        if layout.size() < HUGE_PAGE { None } else { layout.align_to(HUGE_PAGE).ok() }
    }

    /// A block from the system.
    unsafe fn fresh(layout: Layout) -> *mut u8 {
        let Some(aligned) = Self::aligned(layout) else {
            // SAFETY: the caller's promise is passed on.
            return unsafe { System.alloc(layout) };
        };
        // SAFETY: the caller's promise holds for the larger alignment too.
        let start = unsafe { System.alloc(aligned) };
        if !start.is_null() {
            let whole = aligned.size() / HUGE_PAGE * HUGE_PAGE;
            // SAFETY: these pages are all of this block. It is advice: where it is not taken, nothing is lost.
            unsafe { libc::madvise(start.cast(), whole, libc::MADV_HUGEPAGE) };
        }
        start
    }
}

// SAFETY: every block comes from `System` and goes back to it, with the layout that `aligned` gives both times; in
// between nobody has it twice, since what is kept is taken out before it is given.
unsafe impl GlobalAlloc for Columns {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Who would have to wait goes to the system.
        let kept = if layout.size() < COLUMN { None } else { KEPT.try_lock().ok() };
        // SAFETY: the caller's promise is passed on.
        kept.and_then(|mut kept| kept.take(layout)).unwrap_or_else(|| unsafe { Self::fresh(layout) })
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        let block = Block { start, layout };
        let kept = if (COLUMN..=BYTES).contains(&layout.size()) { KEPT.try_lock().ok() } else { None };
        let Some(mut kept) = kept else { return block.free() };
        block.advise(libc::MADV_FREE);
        kept.put(block);
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if layout.size() < HUGE_PAGE {
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
        if layout.size() < HUGE_PAGE && new_size < HUGE_PAGE {
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
