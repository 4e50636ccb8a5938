//! The allocator of Goodword's Wasm: [`rlsf`], whose code is smaller than the standard library's, with memory that grows in steps.
//!
//! Each `memory.grow` costs a browser a tenth of a millisecond and more, and takes the pages' JavaScript view of the memory away. `rlsf`'s own
//! global allocator grows by exactly what the one allocation lacks, which was two thirds of the time that opening an index took.
//!
//! One thread only: there is nothing here but what a page's own thread calls.

#![cfg(target_arch = "wasm32")]

use rlsf::{FlexSource, FlexTlsf};
use std::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ptr::{self, NonNull},
};

const PAGE_BYTES: usize = 1 << 16;
/// The memory grows by at least this, and by at least an eighth.
const LEAST_PAGES: usize = 16;

/// A global allocator.
#[derive(Debug)]
pub struct Allocator(UnsafeCell<FlexTlsf<Pages, usize, usize, 32, 32>>);

impl Allocator {
    /// Without memory.
    pub const fn new() -> Self {
        Self(UnsafeCell::new(FlexTlsf::new(Pages)))
    }
}

impl Default for Allocator {
    fn default() -> Self {
        Self::new()
    }
}

// SAFETY: the Wasm has one thread.
unsafe impl Sync for Allocator {}

// SAFETY: what is given out is `FlexTlsf`'s, whose contract is the trait's; none of its functions calls back in here.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let inner = unsafe { &mut *self.0.get() };
        inner.allocate(layout).map_or(ptr::null_mut(), NonNull::as_ptr)
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        let inner = unsafe { &mut *self.0.get() };
        unsafe { inner.deallocate(NonNull::new_unchecked(ptr), layout.align()) };
    }
}

/// The memory of the module.
#[derive(Debug)]
struct Pages;

// SAFETY: each block is the pages that one `memory.grow` added, which nobody else has.
unsafe impl FlexSource for Pages {
    unsafe fn alloc(&mut self, min_size: usize) -> Option<NonNull<[u8]>> {
        let before = core::arch::wasm32::memory_size(0);
        let needed = min_size.div_ceil(PAGE_BYTES);
        let wanted = needed.max(LEAST_PAGES).max(before / 8);
        let (mut start, mut pages) = (core::arch::wasm32::memory_grow(0, wanted), wanted);
        if start == usize::MAX {
            // There may be room for what is needed, and no more.
            (start, pages) = (core::arch::wasm32::memory_grow(0, needed), needed);
        }
        if start == usize::MAX {
            return None;
        }
        NonNull::new(ptr::slice_from_raw_parts_mut((start * PAGE_BYTES) as *mut u8, pages * PAGE_BYTES))
    }

    fn min_align(&self) -> usize {
        PAGE_BYTES
    }
}
